//! What every target does with its bytes: read them, under limits small enough that a run stays quick.

use std::io::{Cursor, Write};

use taizhang::ingest::{Limits, Options, explain, parse};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads the bytes as a file of this name; a panic, a hang or runaway memory is what the fuzzer looks for.
pub fn read(name: &str, bytes: &[u8]) {
    let limits = Limits { file_bytes: 1 << 20, unpacked_bytes: 4 << 20, text_chars: 1 << 20, ..Limits::default() };
    let options = Options { file_name: Some(name.to_owned()), limits, ..Options::default() };
    if let Ok(draft) = parse(bytes, &options) {
        let length = draft.content.chars().count();
        for indicator in draft.tasks.iter().flat_map(|task| &task.indicators) {
            assert!(indicator.span.start <= indicator.span.end && indicator.span.end <= length);
        }
    }
    let _ = explain(bytes, &options);
}

/// A container whose one interesting part is what the fuzzer made.
#[allow(dead_code, reason = "only the targets of containers pack")]
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(*name, options).expect("a part in memory");
        archive.write_all(bytes).expect("a part in memory");
    }
    archive.finish().expect("an archive in memory").into_inner()
}
