//! Web pages: tables with spans and nesting, paragraphs, and nothing of what only makes the page.

use html5gum::{StartTag, Token, Tokenizer};

use super::emphasis::{Emphasis, Mark};
use super::grid::Grid;
use super::raised;
use super::source::{Block, Cell, Paragraph, Table, Writer, exceeded};
use crate::ingest::error::IngestError;
use crate::ingest::fold::is_invisible;
use crate::ingest::layout;

/// Elements whose content is not text of the page.
const SKIPPED: &[&[u8]] = &[
    b"script",
    b"style",
    b"noscript",
    b"iframe",
    b"template",
    b"svg",
    b"select",
    b"title",
    b"textarea",
    b"object",
    b"button",
    b"math",
    b"audio",
    b"video",
    b"canvas",
];

/// Elements that begin and end a line of text.
const BLOCKS: &[&[u8]] = &[
    b"p",
    b"div",
    b"li",
    b"ul",
    b"ol",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"section",
    b"article",
    b"header",
    b"footer",
    b"main",
    b"nav",
    b"aside",
    b"dl",
    b"dt",
    b"dd",
    b"blockquote",
    b"pre",
    b"form",
    b"fieldset",
    b"hr",
    b"center",
    b"caption",
    b"body",
    b"html",
    b"thead",
    b"tbody",
    b"tfoot",
    b"figure",
    b"figcaption",
    b"address",
];

/// Elements that never have an end tag.
const VOID: &[&[u8]] = &[
    b"br", b"img", b"hr", b"input", b"meta", b"link", b"col", b"wbr", b"area", b"base", b"embed", b"source",
    b"track",
];

/// Cells reach down at most this far; the number stands for "to the end" too.
const MOST_ROWS: usize = 65_534;

/// True where a text begins like a web page or holds its elements near the top.
#[must_use]
pub fn sniff(text: &str) -> bool {
    let end = text.char_indices().nth(4_000).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end).unwrap_or_default();
    if !head.contains('<') {
        return false;
    }
    let head = head.to_ascii_lowercase();
    let start = head.trim_start();
    let markup = [
        "<!doctype html",
        "<html",
        "<body",
        "<table",
        "<div",
        "<p>",
        "<p ",
        "<head",
        "<meta",
        "<td",
        "<span",
    ];
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || (start.starts_with('<') && markup.iter().any(|tag| head.contains(tag)))
        || (head.contains("<table") && head.contains("<t"))
        || (head.contains("<html") && head.contains("<body"))
}

/// Reads a page into `writer`.
pub fn read(text: &str, writer: &mut Writer<'_>) -> Result<(), IngestError> {
    let mut page = Page {
        writer,
        line: String::new(),
        space: Space::None,
        tables: Vec::new(),
        blanks: 0,
        skip: None,
        empty_paragraph: false,
        raised: None,
        styles: Vec::new(),
        marks: Vec::new(),
    };
    for token in Tokenizer::new(text) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag)?,
            Token::EndTag(tag) => page.end(&tag.name)?,
            Token::String(text) if page.skip.is_none() => page.text(&String::from_utf8_lossy(&text))?,
            _ => {}
        }
    }
    page.break_line()?;
    while !page.tables.is_empty() {
        page.close_table()?;
    }
    Ok(())
}

/// White space since the last character of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    None,
    Blank,
    /// A line break of the source; between Chinese characters it shows nothing.
    Break,
}

struct Page<'w, 'l> {
    writer: &'w mut Writer<'l>,
    line: String,
    space: Space,
    tables: Vec<OpenTable>,
    blanks: usize,
    skip: Option<(Vec<u8>, usize)>,
    empty_paragraph: bool,
    /// Byte of the line where raised text began.
    raised: Option<usize>,
    /// Open elements that may set their text apart, innermost last, and how they do.
    styles: Vec<(Vec<u8>, Option<Emphasis>)>,
    /// What of the line is set apart.
    marks: Vec<Mark>,
}

#[derive(Default)]
struct OpenTable {
    grid: Grid,
    /// Lines of the open cell, with its spans.
    cell: Option<(Cell, usize, usize)>,
    /// The table only arranges the page: its texts are paragraphs.
    arranges: bool,
    /// The table stands in a cell of a table of tasks: its texts are lines of that cell.
    inside: bool,
}

impl Page<'_, '_> {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), IngestError> {
        let name: &[u8] = &tag.name;
        if let Some((skipped, depth)) = &mut self.skip {
            if skipped.as_slice() == name && !tag.self_closing {
                *depth += 1;
            }
            return Ok(());
        }
        if !VOID.contains(&name) && !tag.self_closing && (SKIPPED.contains(&name) || is_hidden(tag)) {
            self.skip = Some((name.to_vec(), 1));
            return Ok(());
        }
        if INLINE.contains(&name) && !tag.self_closing && self.styles.len() < MOST_STYLES {
            self.styles.push((name.to_vec(), emphasis(tag)));
        }
        match name {
            b"br" => self.break_line()?,
            b"sup" => self.raised = Some(self.line.len()),
            b"table" => self.open_table()?,
            b"tr" => {
                self.close_cell()?;
                if let Some(table) = self.tables.last_mut().filter(|table| !table.arranges && !table.inside) {
                    table.grid.start_row(self.writer)?;
                }
            }
            b"td" | b"th" => {
                self.close_cell()?;
                self.styles.clear();
                let span = |key: &[u8]| {
                    let value = tag
                        .attributes
                        .get(key)
                        .map(|value| String::from_utf8_lossy(value).trim().parse::<usize>());
                    value.and_then(Result::ok).unwrap_or(1)
                };
                let rows = match span(b"rowspan") {
                    0 => MOST_ROWS,
                    rows => rows.min(MOST_ROWS),
                };
                let columns = span(b"colspan").clamp(1, 1_000);
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Some((Cell::default(), columns, rows));
                }
            }
            name if BLOCKS.contains(&name) => {
                self.break_line()?;
                self.empty_paragraph = name == b"p";
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), IngestError> {
        if let Some((skipped, depth)) = &mut self.skip {
            if skipped.as_slice() == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skip = None;
                }
            }
            return Ok(());
        }
        if INLINE.contains(&name)
            && let Some(open) = self.styles.iter().rposition(|(open, _)| open.as_slice() == name)
        {
            self.styles.truncate(open);
        }
        match name {
            b"table" => self.close_table()?,
            b"sup" => {
                if let Some(start) = self.raised.take() {
                    raised::mark(&mut self.line, start);
                }
            }
            b"td" | b"th" | b"tr" => self.close_cell()?,
            name if BLOCKS.contains(&name) => {
                // An empty paragraph is the trace of an empty cell where a table is flattened to paragraphs.
                if name == b"p" && self.empty_paragraph && self.line.trim().is_empty() {
                    self.blanks += 1;
                }
                self.empty_paragraph = false;
                self.break_line()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), IngestError> {
        if self.line.len() / 4 > self.writer.limits().cell_chars {
            return Err(exceeded(
                "cell_chars",
                "the characters of one cell or paragraph",
                self.writer.limits().cell_chars,
            ));
        }
        let start = self.line.len();
        for c in text.chars() {
            match c {
                '\n' | '\r' if self.space == Space::None => self.space = Space::Break,
                ' ' | '\t' | '\n' | '\r' => {
                    self.space =
                        if self.space == Space::Break || c == '\n' { Space::Break } else { Space::Blank }
                }
                c if is_invisible(c) => {}
                c => {
                    let wanted = match self.space {
                        Space::None => false,
                        Space::Blank => true,
                        Space::Break => c.is_ascii() && self.line.ends_with(|last: char| last.is_ascii()),
                    };
                    if wanted && !self.line.is_empty() {
                        self.line.push(' ');
                    }
                    self.space = Space::None;
                    self.line.push(c);
                }
            }
        }
        let bytes = start..self.line.len();
        let set = self.styles.iter().filter_map(|(_, emphasis)| *emphasis).filter(|_| !bytes.is_empty());
        self.marks.extend(set.map(|emphasis| Mark { emphasis, bytes: bytes.clone() }));
        Ok(())
    }

    /// Ends the line: it goes into the open cell, or is a paragraph.
    fn break_line(&mut self) -> Result<(), IngestError> {
        self.space = Space::None;
        self.raised = None;
        let line = std::mem::take(&mut self.line);
        let marks = std::mem::take(&mut self.marks);
        if line.trim().is_empty() {
            return Ok(());
        }
        self.empty_paragraph = false;
        let passage = self.writer.marked_line(&line, &marks)?;
        let holder = self.tables.iter_mut().rev().find(|table| !table.inside);
        let cell = holder.filter(|table| !table.arranges).and_then(|table| table.cell.as_mut());
        if let Some((cell, _, _)) = cell {
            cell.paragraphs.push(passage);
        } else {
            let blanks_before = std::mem::take(&mut self.blanks);
            self.writer.push(Block::Paragraph(Paragraph { text: passage, blanks_before }));
        }
        Ok(())
    }

    fn open_table(&mut self) -> Result<(), IngestError> {
        self.break_line()?;
        if self.tables.len() >= self.writer.limits().depth {
            return Err(exceeded("depth", "the tables inside tables", self.writer.limits().depth));
        }
        let mut inside = false;
        if let Some(outer) = self.tables.last_mut().filter(|outer| outer.cell.is_some() && !outer.arranges) {
            inside = outer.inside || layout::has_header(outer.grid.table());
            if !inside {
                outer.arranges = true;
                let grid = std::mem::take(&mut outer.grid).finish(self.writer)?;
                let cell = outer.cell.as_mut().map(|(cell, _, _)| std::mem::take(cell));
                release(grid, cell, self.writer);
            }
        }
        self.tables.push(OpenTable { inside, ..OpenTable::default() });
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), IngestError> {
        self.break_line()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        match table.cell.take() {
            Some((cell, columns, rows)) if !table.arranges && !table.inside => {
                table.grid.place(cell, columns, rows, self.writer)
            }
            _ => Ok(()),
        }
    }

    fn close_table(&mut self) -> Result<(), IngestError> {
        self.close_cell()?;
        if let Some(table) = self.tables.pop().filter(|table| !table.arranges && !table.inside) {
            let table = table.grid.finish(self.writer)?;
            self.writer.table(table);
        }
        Ok(())
    }
}

/// Gives back the texts of a table that turns out to arrange the page.
fn release(table: Table, open: Option<Cell>, writer: &mut Writer<'_>) {
    for text in table.cells.into_iter().chain(open).flat_map(|cell| cell.paragraphs) {
        writer.push(Block::Paragraph(Paragraph { text, blanks_before: 0 }));
    }
}

/// Elements that print their text in the line, and may be made to show nothing by a font of no size.
const INLINE: &[&[u8]] = &[b"span", b"font", b"i", b"em", b"b", b"strong", b"u", b"a", b"label"];

/// Elements of style inside each other; more say nothing.
const MOST_STYLES: usize = 16;

/// How an element sets its text apart.
fn emphasis(tag: &StartTag<()>) -> Option<Emphasis> {
    let name: &[u8] = &tag.name;
    let style = tag.attributes.get(b"style".as_slice());
    let style = style.map(|style| String::from_utf8_lossy(style).replace(' ', "").to_ascii_lowercase());
    let styled =
        |words: &[&str]| style.as_ref().is_some_and(|style| words.iter().any(|word| style.contains(word)));
    if matches!(name, b"b" | b"strong") || styled(&["font-weight:bold", "font-weight:7", "font-weight:8"]) {
        Some(Emphasis::Bold)
    } else if name == b"u" || styled(&["text-decoration:underline", "text-decoration-line:underline"]) {
        Some(Emphasis::Underline)
    } else {
        None
    }
}

fn is_hidden(tag: &StartTag<()>) -> bool {
    let name: &[u8] = &tag.name;
    let hides = |style: &str| {
        let style = style.replace(' ', "").to_ascii_lowercase();
        style.split(';').any(|rule| match rule.split_once(':') {
            Some(("display", value)) => value.starts_with("none"),
            Some(("visibility", value)) => value.starts_with("hidden"),
            Some(("font-size", value)) => {
                INLINE.contains(&name) && matches!(value, "0" | "0px" | "0pt" | "0em" | "0rem")
            }
            _ => false,
        })
    };
    let style = tag.attributes.get(b"style".as_slice());
    tag.attributes.contains_key(b"hidden".as_slice())
        || style.is_some_and(|style| hides(&String::from_utf8_lossy(style)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::format::source::{Format, Source};
    use crate::ingest::limits::Limits;

    fn page(html: &str) -> Source {
        let limits = Limits::default();
        let mut writer = Writer::new(&limits);
        read(html, &mut writer).unwrap();
        writer.finish(Format::Html)
    }

    fn table(source: &Source) -> Vec<Vec<String>> {
        let table = source.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        });
        let Some(table) = table else { return Vec::new() };
        let text = |row: usize, column: usize| {
            table.cell(row, column).map(|cell| cell.joined("|").printed().to_owned()).unwrap_or_default()
        };
        (0..table.rows.len())
            .map(|row| (0..table.columns()).map(|column| text(row, column)).collect())
            .collect()
    }

    #[test]
    fn spans_are_laid_out() {
        let source = page(
            "<table><tr><td rowspan=2>1</td><td>甲</td><td>乙</td></tr><tr><td colspan=2>丙</td></tr><tr><td>2<td>丁<td></table>",
        );
        assert_eq!(table(&source), [["1", "甲", "乙"], ["1", "丙", "丙"], ["2", "丁", ""]]);
    }

    #[test]
    fn cells_keep_their_paragraphs_and_lose_their_markup() {
        let source = page(
            "<table><tr><td><p>完成<b>投资</b>3\n  亿元。</p><p>新建&nbsp;5&#8203;公里<br/>改造&lt;1&gt;处</p><script>var x='<p>坏</p>'</script></td></tr></table>",
        );
        assert_eq!(table(&source), [["完成投资3亿元。|新建\u{a0}5公里|改造<1>处"]]);
    }

    #[test]
    fn a_table_that_arranges_the_page_gives_paragraphs() {
        let source = page(
            "<table><tr><td>导航</td><td><h1>标题</h1><table><tr><td>序号</td><td>任务</td></tr></table></td></tr><tr><td>页脚</td></tr></table>",
        );
        assert_eq!(table(&source), [["序号", "任务"]]);
        let paragraphs: Vec<_> =
            source.paragraphs().map(|paragraph| paragraph.text.printed().to_owned()).collect();
        assert_eq!(paragraphs, ["导航", "标题", "页脚"]);
    }

    #[test]
    fn hidden_and_empty_paragraphs() {
        let source = page("<p>甲</p><p>&nbsp;</p><p style='display: none'>水印</p><p>乙</p>");
        let paragraphs: Vec<_> = source
            .paragraphs()
            .map(|paragraph| (paragraph.text.printed().to_owned(), paragraph.blanks_before))
            .collect();
        assert_eq!(paragraphs, [("甲".to_owned(), 0), ("乙".to_owned(), 1)]);
    }

    #[test]
    fn raised_numbers_are_marks_of_notes() {
        let source = page(
            "<p>建设“十分钟”生活圈<sup>4</sup>5个，新增企业40家<sup><a href=x>[12]</a></sup>，改造3km<sup>2</sup>，绿化2 m<sup>2</sup>。</p><p>甲<span hidden>乙</span><span style='font-size: 0px'>丙</span><i style='VISIBILITY:hidden'>丁</i>戊</p>",
        );
        assert_eq!(
            source.content,
            "建设“十分钟”生活圈[4]5个，新增企业40家[12]，改造3km2，绿化2 m2。\n甲戊\n"
        );
    }

    #[test]
    fn hostile_nesting_and_spans_are_refused() {
        let limits = Limits::default();
        let mut writer = Writer::new(&limits);
        let nested = "<table><tr><td>".repeat(5_000);
        assert!(matches!(read(&nested, &mut writer), Err(IngestError::LimitExceeded { name: "depth", .. })));
        let wide = format!("<table><tr>{}", "<td colspan=1000>1".repeat(10));
        assert!(matches!(
            read(&wide, &mut Writer::new(&limits)),
            Err(IngestError::LimitExceeded { name: "columns", .. })
        ));
        let deep = format!("{}{}", "<div>".repeat(200_000), "文");
        assert_eq!(page(&deep).content, "文\n");
    }
}
