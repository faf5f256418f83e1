//! How many tokens a query has, and how deep its values nest, counted without parsing it: a parser's work grows with them, and
//! so does the stack that it needs.

/// A longer name counts as several tokens: the engine compares an unknown one with every name of the schema.
const LONGEST_NAME: usize = 64;

/// Bytes of a longer name that count as one token more.
const LONG_NAME_TOKEN: usize = 16;

/// What a query is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Tokens.
    pub tokens: usize,
    /// Most lists and objects inside one another, in arguments and in defaults of variables.
    pub nesting: usize,
}

/// Counts a query by the lexical rules of the specification; stops above `most` tokens.
#[must_use]
pub fn count(query: &str, most: usize) -> Counted {
    let mut rest = query.as_bytes();
    let (mut tokens, mut nesting) = (0, 0);
    let (mut arguments, mut open) = (0_usize, 0_usize);
    while tokens <= most {
        rest = ignored(rest);
        let Some(first) = rest.first() else { break };
        tokens += 1;
        match first {
            b'(' => arguments += 1,
            b')' => arguments = arguments.saturating_sub(1),
            b'[' | b'{' if arguments > 0 => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        nesting = nesting.max(open);
        rest = match first {
            b'"' => string(rest),
            b'.' if rest.starts_with(b"...") => &rest[3..],
            b'0'..=b'9' | b'-' => after(rest, |byte| is_wordy(byte) || byte == b'.'),
            byte if is_wordy(*byte) => {
                let behind = after(rest, is_wordy);
                tokens += (rest.len() - behind.len()).saturating_sub(LONGEST_NAME) / LONG_NAME_TOKEN;
                behind
            }
            _ => &rest[1..],
        };
    }
    Counted { tokens, nesting }
}

/// Names and numbers, and bytes of characters that no token may hold outside strings.
const fn is_wordy(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+') || !byte.is_ascii()
}

fn after(text: &[u8], holds: impl Fn(u8) -> bool) -> &[u8] {
    let end = text.iter().position(|byte| !holds(*byte)).unwrap_or(text.len());
    &text[end..]
}

/// What is behind white space, commas, comments and a byte order mark.
fn ignored(mut text: &[u8]) -> &[u8] {
    loop {
        let rest = after(text, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b','));
        let rest = rest.strip_prefix("\u{feff}".as_bytes()).unwrap_or(rest);
        let rest = if rest.first() == Some(&b'#') {
            after(rest, |byte| byte != b'\n' && byte != b'\r')
        } else {
            rest
        };
        if rest.len() == text.len() {
            return rest;
        }
        text = rest;
    }
}

/// What is behind a string or a block string; one that is left open ends with the text.
fn string(text: &[u8]) -> &[u8] {
    if let Some(mut rest) = text.strip_prefix(b"\"\"\"") {
        while !rest.is_empty() {
            if let Some(rest) = rest.strip_prefix(b"\"\"\"") {
                return rest;
            }
            rest = rest.strip_prefix(b"\\\"\"\"").unwrap_or(&rest[1..]);
        }
        return rest;
    }
    let mut rest = &text[1..];
    while let Some(byte) = rest.first() {
        match byte {
            b'"' => return &rest[1..],
            b'\n' | b'\r' => return rest,
            b'\\' => rest = rest.get(2..).unwrap_or_default(),
            _ => rest = &rest[1..],
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::count;

    #[test]
    fn tokens_are_names_numbers_texts_and_signs() {
        let counted = [
            ("", 0),
            (" , # a comment { }\n", 0),
            ("{ a }", 3),
            ("query Q($n: Int! = -1.5e3) { a(first: $n) ...F }", 22),
            ("{a...F...G}", 7),
            (r#"{ a(t: "x \" } y", u: """ " } \""" { """) }"#, 11),
            ("\"open", 1),
            ("\"\"\"open", 1),
            ("\"open\\", 1),
            ("任务 任务", 2),
        ];
        for (query, tokens) in counted {
            assert_eq!(count(query, 100).tokens, tokens, "{query}");
        }
        assert_eq!(count(&"{".repeat(1_000_000), 10).tokens, 11);
        assert_eq!((count(&"a".repeat(64), 10).tokens, count(&"a".repeat(96), 10).tokens), (1, 3));
    }

    #[test]
    fn values_nest_and_selections_do_not() {
        for (query, nesting) in [
            ("{ a { b { c } } }", 0),
            ("{ a(f: { b: [{ c: 1 }] }) { d(g: [1]) { e } } }", 3),
            ("query($f: F = { a: {} }) { a(f: \"{[{\") { b } }", 2),
            ("{ a(f: {{{{{{", 6),
            ("}}]])))) { a }", 0),
        ] {
            assert_eq!(count(query, 100).nesting, nesting, "{query}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_counted(query in any::<String>()) {
            prop_assert!(count(&query, usize::MAX - 1).tokens <= query.len());
        }
    }
}
