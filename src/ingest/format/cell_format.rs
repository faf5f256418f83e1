//! How Excel prints a number: percentages, dates, a fixed number of places.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::xml::{self, Node};
use crate::ingest::error::IngestError;
use crate::ingest::limits::Limits;

/// Digits that Excel keeps of a number.
const SIGNIFICANT: u32 = 15;

/// The number formats of a workbook, by style.
#[derive(Debug, Default)]
pub struct CellFormats {
    codes: HashMap<String, String>,
    styles: Vec<String>,
}

impl CellFormats {
    /// Reads `xl/styles.xml`.
    pub fn read(text: &str, limits: &Limits) -> Result<Self, IngestError> {
        let mut formats = Self::default();
        let mut in_cell_styles = false;
        xml::walk(text, "xlsx", limits, |node| {
            match node {
                Node::Start(element) => match element.name {
                    "cellXfs" => in_cell_styles = true,
                    "numFmt" => {
                        if let (Some(id), Some(code)) =
                            (element.attribute("numFmtId"), element.attribute("formatCode"))
                        {
                            formats.codes.insert(id, code);
                        }
                    }
                    "xf" if in_cell_styles => {
                        formats.styles.push(element.attribute("numFmtId").unwrap_or_default());
                    }
                    _ => {}
                },
                Node::End("cellXfs") => in_cell_styles = false,
                _ => {}
            }
            Ok(())
        })?;
        Ok(formats)
    }

    /// A stored number as the cell of a style prints it; text that is no number is left as it is.
    #[must_use]
    pub fn print(&self, stored: &str, style: usize) -> String {
        let stored = stored.trim();
        let Some(number) = decimal(stored) else { return stored.to_owned() };
        let id = self.styles.get(style).map_or("", String::as_str);
        let code = self.codes.get(id).map_or_else(|| built_in(id), String::as_str);
        let code = code.split(';').next().unwrap_or_default();
        let places = decimals(code);
        if code.contains('%') {
            return format!("{}%", fixed(number * Decimal::ONE_HUNDRED, places));
        }
        if is_date(code) {
            return date(number).unwrap_or_else(|| number.normalize().to_string());
        }
        match places {
            Some(_) => fixed(number, places),
            None => number.normalize().to_string(),
        }
    }
}

fn decimal(stored: &str) -> Option<Decimal> {
    let number = Decimal::from_str_exact(stored)
        .or_else(|_| Decimal::from_scientific(stored))
        .or_else(|_| stored.parse())
        .ok()?;
    number.round_sf(SIGNIFICANT)
}

fn fixed(number: Decimal, places: Option<u32>) -> String {
    match places {
        Some(places) => {
            let mut rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
            rounded.rescale(places);
            rounded.to_string()
        }
        None => number.normalize().to_string(),
    }
}

/// The formats that every workbook knows without writing them down.
fn built_in(id: &str) -> &'static str {
    match id {
        "1" | "3" => "0",
        "2" | "4" => "0.00",
        "9" => "0%",
        "10" => "0.00%",
        "14" | "15" | "16" | "17" | "22" | "27" | "30" | "31" | "36" | "57" => "yyyy-mm-dd",
        _ => "General",
    }
}

/// Places behind the point of a format; `None` for a format that fixes none.
fn decimals(code: &str) -> Option<u32> {
    if !code.contains('0') {
        return None;
    }
    let behind = code.split_once('.').map_or("", |(_, behind)| behind);
    u32::try_from(behind.chars().take_while(|c| *c == '0').count()).ok()
}

fn is_date(code: &str) -> bool {
    let mut bracket = false;
    let plain: String = code
        .chars()
        .filter(|c| {
            bracket = (bracket || *c == '[') && *c != ']';
            !bracket
        })
        .collect::<String>()
        .to_ascii_lowercase();
    !plain.contains("general") && plain.contains(['y', 'd']) && plain.contains(['y', 'm', 'd'])
}

/// Days since the end of 1899, as Excel counts from March 1900 on.
fn date(number: Decimal) -> Option<String> {
    let days = u64::try_from(number.trunc()).ok()?;
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    Some(date.format("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="0.0%"/><numFmt numFmtId="177" formatCode="0.0_ "/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="14"/><xf numFmtId="177"/></cellXfs></styleSheet>"#;

    #[test]
    fn numbers_are_printed_as_the_sheet_shows_them() {
        let formats = CellFormats::read(STYLES, &Limits::default()).unwrap();
        assert_eq!(formats.print("229.05000000000001", 0), "229.05");
        assert_eq!(formats.print("12", 0), "12");
        assert_eq!(formats.print("0.88949999999999996", 1), "89.0%");
        assert_eq!(formats.print("45474", 2), "2024-07-01");
        assert_eq!(formats.print("6", 3), "6.0");
        assert_eq!(formats.print("1.2E3", 0), "1200");
        assert_eq!(formats.print("甲", 0), "甲");
    }
}
