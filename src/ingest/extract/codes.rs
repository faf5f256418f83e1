//! Codes, grades and ordinals in a name: PM2.5 is not PM10, 4A not 5A, 二期 not 三期.

/// What the number of a code belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sign {
    /// PM2.5, 4A, 35kV: Latin letters.
    Latin(String),
    /// S302, G219: roads are numbered in one way whatever letter their kind has.
    Road,
    /// 第二.
    Ordinal,
    /// 二类, 一级, 三期, 三甲: the letter behind the numeral.
    Grade(char),
    /// Ⅰ-Ⅲ类, 劣Ⅴ类: the worst class of water that is meant.
    Water,
}

/// The codes of a name, each with its number.
#[derive(Debug, Clone, Default)]
pub(super) struct Codes(Vec<(Sign, String)>);

/// Worse than every class of water.
const WORSE: &str = "劣";

impl Codes {
    /// Those that are printed in `name`.
    pub fn of(name: &str) -> Self {
        let mut codes = Self::default();
        // Most names hold none.
        if !name.contains(may_tell) {
            return codes;
        }
        if name.contains("颗粒物") {
            let fine = if name.contains("可吸入") { "10" } else { "2.5" };
            codes.add(Sign::Latin("PM".to_owned()), fine);
        }
        let mut rest = name;
        let mut before = None;
        while let Some(letter) = rest.chars().next() {
            let mut length = letter.len_utf8();
            if letter.is_ascii_alphanumeric() {
                length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
                let (word, behind) = rest.split_at(length);
                codes.latin(word, before, behind);
            } else if let Some(class) = roman(letter) {
                codes.water(class, before);
            } else if letter == '第' {
                codes.ordinal(rest.get(length..).unwrap_or_default());
            } else if is_numeral(letter) && before.is_none_or(|c| c != '第' && !is_numeral(c)) {
                codes.grade(letter, rest.get(length..).unwrap_or_default());
            }
            before = rest.get(..length).and_then(|word| word.chars().last());
            rest = rest.get(length..).unwrap_or_default();
        }
        codes
    }

    /// True where both have a code of one kind and none in common, or only the figure speaks of what is worst.
    pub fn differ(&self, told: &Self) -> bool {
        if told.0.is_empty() {
            return false;
        }
        let other = |(sign, number): &(Sign, String)| {
            let mut same = told.0.iter().filter(|(other, _)| other == sign).peekable();
            same.peek().is_some()
                && !same.any(|told| told.1 == *number)
                && !self.0.iter().any(|own| own.0 == *sign && told.0.contains(own))
        };
        let worst =
            |codes: &Self| codes.0.iter().any(|(sign, number)| *sign == Sign::Water && number == WORSE);
        self.0.iter().any(other) || worst(told) && !worst(self)
    }

    fn add(&mut self, sign: Sign, number: &str) {
        self.0.push((sign, number.to_owned()));
    }

    /// PM2.5, 5A, S302; Ⅲ may be printed as III.
    fn latin(&mut self, word: &str, before: Option<char>, behind: &str) {
        if behind.starts_with('类') && word.chars().all(|c| matches!(c, 'I' | 'V')) {
            let class = ["I", "II", "III", "IV", "V"].iter().position(|class| *class == word);
            if let Some(class) = class {
                self.water(class, before);
            }
            return;
        }
        let word = word.trim_end_matches('.');
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        let (letters, number) = match word.find(digit) {
            Some(0) => (word.trim_start_matches(digit), word.trim_end_matches(|c| !digit(c))),
            Some(at) => word.split_at(at),
            None => return,
        };
        if letters.is_empty() && behind.starts_with("千伏") {
            self.add(Sign::Latin("KV".to_owned()), number);
        }
        if letters.is_empty()
            || !letters.bytes().all(|c| c.is_ascii_alphabetic())
            || !number.chars().all(digit)
        {
            return;
        }
        let road = matches!(letters, "G" | "S" | "X" | "Y") && word.starts_with(letters) && number.len() >= 2;
        if road {
            self.add(Sign::Road, word);
        } else {
            self.add(Sign::Latin(letters.to_ascii_uppercase()), number);
        }
    }

    /// Of Ⅰ-Ⅲ类 the last one is the bound.
    fn water(&mut self, class: usize, before: Option<char>) {
        let number = if before == Some('劣') { WORSE.to_owned() } else { class.to_string() };
        let range = before.is_some_and(|c| matches!(c, '-' | '至' | '到'));
        if range && self.0.last().is_some_and(|(sign, _)| *sign == Sign::Water) {
            self.0.pop();
        }
        self.0.push((Sign::Water, number));
    }

    fn ordinal(&mut self, rest: &str) {
        let end = rest.find(|c: char| !c.is_ascii_digit() && !is_numeral(c)).unwrap_or(rest.len());
        let (number, behind) = rest.split_at(end);
        // 第一批, 第三季度 and 第一书记 tell no two things apart.
        let other = behind.starts_with(['批', '季', '书', '轮', '时', '方']);
        if !number.is_empty() && !other {
            self.add(Sign::Ordinal, number);
        }
    }

    fn grade(&mut self, numeral: char, rest: &str) {
        let Some(grade) = rest.chars().next().filter(|c| matches!(c, '类' | '级' | '期' | '甲' | '乙'))
        else {
            return;
        };
        match grade {
            '甲' | '乙' => self.0.push((Sign::Grade('甲'), format!("{numeral}{grade}"))),
            _ => self.0.push((Sign::Grade(grade), numeral.to_string())),
        }
    }
}

fn is_numeral(letter: char) -> bool {
    matches!(letter, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// A letter without which, or another of them, a name has no code.
fn may_tell(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, 'Ⅰ'..='Ⅴ' | '第' | '颗') || is_numeral(letter)
}

/// The place of a class of water, printed as one letter.
fn roman(letter: char) -> Option<usize> {
    "ⅠⅡⅢⅣⅤ".chars().position(|class| class == letter)
}
