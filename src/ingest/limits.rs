//! What a file may cost. Every limit is enforced before the memory is spent, and names itself when it is hit.

use serde::{Deserialize, Serialize};

/// Upper bounds for one file. The defaults hold any bulletin seen in practice many times over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "snake_case")]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Bytes of everything unpacked from a container (docx, xlsx) together.
    pub unpacked_bytes: u64,
    /// Entries of a container.
    pub archive_entries: usize,
    /// Characters of the decoded text.
    pub text_chars: usize,
    /// Characters of one cell or paragraph.
    pub cell_chars: usize,
    /// Paragraphs of the document, those of cells included.
    pub paragraphs: usize,
    /// Columns of one table, after spans are laid out.
    pub columns: usize,
    /// Cells of all tables together, after spans are laid out.
    pub cells: usize,
    /// Nesting of elements in docx and xlsx, of tables in html.
    pub depth: usize,
    /// Rows of tasks.
    pub tasks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            archive_entries: 10_000,
            text_chars: 64 << 20,
            cell_chars: 1 << 20,
            paragraphs: 500_000,
            columns: 256,
            cells: 1_000_000,
            depth: 1_000,
            tasks: 20_000,
        }
    }
}
