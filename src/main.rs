//! The `taizhang` binary.

fn main() {}
