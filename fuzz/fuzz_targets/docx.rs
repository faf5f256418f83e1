//! Bytes as a Word file: as the archive itself, and as the document part of one that opens.
#![no_main]

mod shared;

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    shared::read("bulletin.docx", bytes);
    let parts = [("[Content_Types].xml", TYPES), ("word/document.xml", bytes)];
    shared::read("bulletin.docx", &shared::packed(&parts));
});
