//! The XML inside docx and xlsx as a stream of elements and text.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::source::exceeded;
use crate::ingest::error::IngestError;
use crate::ingest::limits::Limits;

/// One step through a document.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// An element ends; its name without prefix.
    End(&'a str),
    /// Text inside the innermost element.
    Text(&'a str),
}

/// The start of an element.
#[derive(Debug)]
pub struct Element<'a> {
    /// Name without prefix.
    pub name: &'a str,
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute, by its name without prefix.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = self
            .start
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }
}

/// Walks through `text` and hands every step to `visit`. Document types, and so entities of their own, are refused.
pub fn walk(
    text: &str,
    format: &'static str,
    limits: &Limits,
    mut visit: impl FnMut(Node<'_>) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let damaged = |reason: String| IngestError::Damaged { format, reason };
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| damaged(format!("byte {}: {error}", reader.error_position())))?;
        match event {
            Event::Eof => break,
            Event::DocType(_) => {
                return Err(damaged("it declares a document type, which office files never do".to_owned()));
            }
            Event::Start(start) => {
                depth += 1;
                if depth > limits.depth {
                    return Err(exceeded("depth", "the elements inside elements", limits.depth));
                }
                let name = start.local_name();
                visit(Node::Start(Element { name: name.into_inner(), start: &start }))?;
            }
            Event::Empty(start) => {
                let name = start.local_name();
                visit(Node::Start(Element { name: name.into_inner(), start: &start }))?;
                visit(Node::End(name.into_inner()))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(end.local_name().into_inner()))?;
            }
            Event::Text(text) => visit(Node::Text(&text.xml_content(XmlVersion::Implicit1_0)))?,
            Event::CData(text) => visit(Node::Text(&text.xml_content(XmlVersion::Implicit1_0)))?,
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character),
                    _ => predefined(&reference),
                };
                if let Some(character) = character {
                    visit(Node::Text(character.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    if depth > 0 {
        return Err(damaged("it ends inside an element: the file is cut short".to_owned()));
    }
    Ok(())
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
