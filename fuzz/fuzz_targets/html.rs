//! Bytes as html.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shared::read("bulletin.html", bytes));
