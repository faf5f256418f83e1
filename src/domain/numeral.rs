//! Small whole numbers as printed: digits of either width, or Chinese numerals up to 99 999.

/// The number that `text` is; `None` where it is anything else, or larger than 99 999.
#[must_use]
pub fn parse(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    // Nine digits at most fit.
    let digits = text.chars().try_fold((0, 0), |(sum, count), c| {
        let digit = digit(c).filter(|_| !is_chinese(c))?;
        Some((sum * 10 + digit, count + 1))
    });
    match digits {
        Some((number, count)) => (count <= 5).then_some(number),
        None => chinese(text),
    }
}

fn chinese(text: &str) -> Option<u32> {
    let (mut sum, mut pending, mut lowest) = (0_u32, None, u32::MAX);
    for c in text.chars() {
        let weight = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '零' | '〇' if pending.is_none() && sum > 0 => continue,
            _ => {
                if pending.replace(digit(c).filter(|_| is_chinese(c))?).is_some() {
                    return None;
                }
                continue;
            }
        };
        if weight >= lowest {
            return None;
        }
        lowest = weight;
        // 十 alone at the front is 10; anywhere else a weight needs its digit.
        let count = match pending.take() {
            Some(count) => count,
            None if weight == 10 && sum == 0 => 1,
            None => return None,
        };
        sum += count * weight;
    }
    Some(sum + pending.unwrap_or(0)).filter(|&sum| sum > 0)
}

fn is_chinese(c: char) -> bool {
    !c.is_ascii_digit() && !('０'..='９').contains(&c)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '〇' | '零' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_every_print_are_read() {
        for (text, number) in [
            ("7", 7),
            ("01", 1),
            ("１２", 12),
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("一百零五", 105),
            ("两千", 2000),
        ] {
            assert_eq!(parse(text), Some(number), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_numbers() {
        for text in ["", "十百", "甲", "一二", "1a", "123456", "1二", "百"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
