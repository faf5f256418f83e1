//! Names of people, as a column of leaders holds them.

use super::unit_words::ends_like_unit;
use crate::ingest::fold::squeezed;

/// Surnames of one character that are common; a rarer one is still told by where it stands.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟匡鞠惠荆乐冀郁胥班储原栗燕楚鄢劳谌皮冼蔺楼满闻位厉伊区海花权强帅屠朴练廉井祖巴丰支狄平计晋门云";

/// Surnames of two characters.
const DOUBLE: &[&str] =
    &["欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "公孙", "慕容", "令狐", "东方", "尉迟"];

/// The longest name that is written with a point between its parts.
const LONGEST: usize = 12;

/// True where a text that stands alone can be names of people and nothing else: 陈凯, 陈  凯, 张某某, 李华、王芳.
#[must_use]
pub fn are_people(text: &str) -> bool {
    if text.len() > 60 || text.is_empty() {
        return false;
    }
    text.split(['、', ',', '/']).all(|name| is_person(&squeezed(name)))
}

fn is_person(name: &str) -> bool {
    let count = name.chars().count();
    let written = name.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '×' | '*' | '·' | '•'));
    if !written || count > LONGEST || ends_like_unit(name) && count > 3 {
        return false;
    }
    if name.contains(['·', '•']) {
        return count >= 4;
    }
    if DOUBLE.iter().any(|surname| name.starts_with(surname)) {
        return (3..=4).contains(&count);
    }
    (2..=3).contains(&count) && name.chars().next().is_some_and(|first| SURNAMES.contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_units_and_words() {
        for text in ["陈凯", "陈  凯", "张某某", "欧阳清", "李华、王芳", "阿布都·热合曼", "李××"]
        {
            assert!(are_people(text), "{text}");
        }
        for text in ["", "县财政局", "已完成", "达进度", "李家镇政府", "新建学校3所", "12", "市长"]
        {
            assert!(!are_people(text), "{text}");
        }
    }
}
