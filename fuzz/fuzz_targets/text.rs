//! Bytes as text.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shared::read("bulletin.txt", bytes));
