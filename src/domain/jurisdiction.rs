//! Names of governments: in full as they are kept, and short as people say them.

/// What ends the full name of a government's area, after a name of its own.
const ENDINGS: [&str; 12] =
    ["特别行政区", "自治区", "街道", "地区", "省", "市", "县", "区", "旗", "盟", "镇", "乡"];

/// What ends it where the name of its peoples stands between: 临云苗族自治县.
pub const AUTONOMOUS: [&str; 4] = ["自治区", "自治州", "自治县", "自治旗"];

/// The full names that a short one can stand for, without those that name peoples.
pub fn full_names(short: &str) -> impl Iterator<Item = String> + '_ {
    ENDINGS.iter().map(move |ending| format!("{short}{ending}"))
}

/// Whether people may say `short` for `full`: 云溪 for 云溪市, 临云 for 临云苗族自治县. No name is short for itself.
#[must_use]
pub fn is_short_for(short: &str, full: &str) -> bool {
    let Some(rest) = full.strip_prefix(short).filter(|_| !short.is_empty()) else { return false };
    ENDINGS.contains(&rest) || AUTONOMOUS.iter().any(|ending| rest.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_leave_out_what_every_such_government_has() {
        for (short, full) in
            [("云溪", "云溪市"), ("云溪", "云溪街道"), ("临云", "临云苗族自治县"), ("北川江", "北川江自治区")]
        {
            assert!(is_short_for(short, full), "{short} {full}");
        }
        for (short, full) in
            [("云溪市", "云溪市"), ("云", "云溪市"), ("", "市"), ("溪", "云溪市"), ("云溪", "云溪市高新区")]
        {
            assert!(!is_short_for(short, full), "{short} {full}");
        }
    }

    #[test]
    fn every_full_name_that_is_asked_for_is_one_that_the_short_name_stands_for() {
        assert!(full_names("云溪").all(|full| is_short_for("云溪", &full)));
    }
}
