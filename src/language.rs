//! Errors in the reader's language: English, or Chinese where `Accept-Language` prefers it.

use axum::http::{HeaderMap, header};

use crate::{codes, negotiate};

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, where nothing else is asked for.
    English,
    /// Chinese, in simplified characters.
    Chinese,
}

impl Language {
    /// The language that a client prefers; the first of its equals.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
        let mut best = (Self::English, 0);
        for entry in values.flat_map(|value| value.split(',')) {
            let mut parts = entry.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let language = match name.split('-').next() {
                Some("zh") => Self::Chinese,
                Some("en" | "*") => Self::English,
                _ => continue,
            };
            let quality = parts.find_map(|part| part.strip_prefix("q="));
            let quality = quality.map_or(1000, negotiate::thousandths);
            if quality > best.1 {
                best = (language, quality);
            }
        }
        best.0
    }

    /// The value of `Content-Language`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// A message in this language. In Chinese the meaning of the code comes first, then the details: in Chinese too, but for
    /// those of the GraphQL engine, which has no other language and stands for `chinese` where that is `None`.
    #[must_use]
    pub fn message(self, code: &str, message: &str, chinese: Option<&str>) -> String {
        match (self, codes::find(code)) {
            (Self::Chinese, Some(code)) if code.status >= 500 => code.zh.to_owned(),
            (Self::Chinese, Some(code)) => format!("{}：{}", code.zh, chinese.unwrap_or(message)),
            _ => message.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_what_the_client_prefers() {
        let wanted = [
            ("", Language::English),
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese),
            ("en-US,en;q=0.9,zh-CN;q=0.8", Language::English),
            ("de, zh-Hant;q=0.5", Language::Chinese),
            ("zh;q=0", Language::English),
            ("fr, *", Language::English),
        ];
        for (accept, language) in wanted {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, accept.parse().unwrap());
            assert_eq!(Language::of(&headers), language, "{accept}");
        }
    }
}
