//! The query string of an address, as GraphQL and REST read it.

use url::form_urlencoded;

/// The name of a part whose bytes are no UTF-8. Read as far as they go, they would ask for something else, and an empty list
/// would be the answer: so does whoever encodes 云溪 as GBK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUtf8(pub String);

/// The names and values, in their order.
pub fn pairs(query: &str) -> Result<Vec<(String, String)>, NotUtf8> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    let read = parts.flat_map(|part| form_urlencoded::parse(part.as_bytes()).map(move |pair| (part, pair)));
    read.map(|(part, (name, value))| {
        if is_utf8(part) {
            Ok((name.into_owned(), value.into_owned()))
        } else {
            Err(NotUtf8(name.into_owned()))
        }
    })
    .collect()
}

/// True where the bytes that a part stands for are text.
fn is_utf8(part: &str) -> bool {
    let mut rest = part.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((first, after)) = rest.split_first() {
        let encoded = (*first == b'%').then(|| after.split_at_checked(2)).flatten();
        let byte = encoded.and_then(|(digits, _)| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = encoded.filter(|_| byte.is_some()).map_or(after, |(_, behind)| behind);
    }
    str::from_utf8(&bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_in_their_order() {
        let read = pairs("a=1&b=%E4%BA%91+x&&a=&c&d=100%&e=%zz").unwrap();
        let wanted = [("a", "1"), ("b", "云 x"), ("a", ""), ("c", ""), ("d", "100%"), ("e", "%zz")];
        assert_eq!(read, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(pairs(""), Ok(Vec::new()));
    }

    #[test]
    fn a_part_that_is_no_utf8_is_named() {
        // 云溪 in GBK.
        assert_eq!(pairs("a=1&name=%D4%C6%CF%AA"), Err(NotUtf8("name".to_owned())));
        assert_eq!(pairs("name=%E4%BA"), Err(NotUtf8("name".to_owned())));
        // What is no text in the ledger may be asked for by what stands in its place.
        assert_eq!(pairs("name=%EF%BF%BD"), Ok(vec![("name".to_owned(), "\u{fffd}".to_owned())]));
    }
}
