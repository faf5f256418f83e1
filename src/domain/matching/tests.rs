use super::*;

fn print(number: i32, text: &str) -> Print {
    Print { number: Some((number, 0)), section: Vec::new(), text: text.to_owned() }
}

fn bare(text: &str) -> Print {
    Print { number: None, section: Vec::new(), text: text.to_owned() }
}

fn within(section: &str, number: i32, text: &str) -> Print {
    Print { section: vec![section.to_owned()], ..print(number, text) }
}

const EAST: &str = "推进城东片区老旧小区改造工程,完成改造20个小区。";
const WEST: &str = "推进城西片区老旧小区改造工程,完成改造20个小区。";
const PARKS: &str = "新建公园5个。";

#[test]
fn equal_words_are_met_before_like_ones() {
    let known = [bare(EAST), bare(WEST), bare(PARKS)];
    let rows = [bare(WEST), bare(PARKS), bare(EAST)];
    assert_eq!(fit(&known, &rows), [Fit::Known(1), Fit::Known(2), Fit::Known(0)]);
}

#[test]
fn a_moved_figure_leaves_the_words_the_same() {
    let known = [bare(EAST), bare(WEST), bare(PARKS)];
    let rows = [bare(&EAST.replace("20", "25")), bare(&WEST.replace("20", "18")), bare("新建公园8个。")];
    assert_eq!(fit(&known, &rows), [Fit::Known(0), Fit::Known(1), Fit::Known(2)]);
}

#[test]
fn a_task_put_in_between_is_new_and_the_rest_move_up() {
    let texts = ["新增高新技术企业50家以上。", "完成农村公路改造100公里。", "深化机关作风建设。", PARKS];
    let known: Vec<Print> = (1..).zip(texts).map(|(number, text)| print(number, text)).collect();
    let rows = [
        print(1, texts[0]),
        print(2, "建设人才公寓300套。"),
        print(3, "完成农村公路改造120公里。"),
        print(4, texts[2]),
        print(5, PARKS),
    ];
    let fits = fit(&known, &rows);
    assert_eq!(fits, [Fit::Known(0), Fit::New, Fit::Known(1), Fit::Known(2), Fit::Known(3)]);
    let order = order(4, &fits);
    assert_eq!(order, [Slot::Known(0), Slot::New(1), Slot::Known(1), Slot::Known(2), Slot::Known(3)]);
}

#[test]
fn a_number_decides_between_like_words_and_not_against_other_words() {
    let known = [print(1, "深化机关作风建设。"), print(2, PARKS), print(3, "引进外资70000万美元。")];
    let rows = [
        print(1, "深化机关作风建设,完善考核办法。"),
        print(2, "举办农民丰收节文艺演出。"),
        print(3, "引进外资8亿美元。"),
    ];
    assert_eq!(fit(&known, &rows), [Fit::Known(0), Fit::Unmatched(Doubt::Number(1)), Fit::Known(2)]);
}

#[test]
fn a_number_whose_task_says_what_another_row_says_is_free() {
    let known = [print(1, EAST)];
    let rows = [print(1, WEST), print(2, &EAST.replace("完成改造", "全年完成改造"))];
    assert_eq!(fit(&known, &rows), [Fit::New, Fit::Known(0)]);
}

#[test]
fn numbers_that_start_again_belong_to_their_sections() {
    let rows =
        [within("工业", 1, PARKS), within("工业", 2, EAST), within("乡村", 1, WEST), within("乡村", 2, "")];
    assert_eq!(fit(&[], &rows), [Fit::New; 4]);
    let moved = [within("乡村", 1, "新修机耕路六段"), within("工业", 1, "新建公园和绿地5个")];
    assert_eq!(fit(&rows, &moved), [Fit::Unmatched(Doubt::Number(2)), Fit::Known(0)]);
}

#[test]
fn one_text_in_several_places_is_told_apart_by_number_section_or_order() {
    let known = [within("工业", 1, PARKS), within("乡村", 1, PARKS), print(7, PARKS)];
    let rows = [within("乡村", 1, PARKS), print(7, PARKS), within("工业", 1, PARKS)];
    assert_eq!(fit(&known, &rows), [Fit::Known(1), Fit::Known(2), Fit::Known(0)]);
    let (twice, once) = ([bare(PARKS), bare(PARKS)], [bare(PARKS)]);
    assert_eq!(fit(&twice, &twice), [Fit::Known(0), Fit::Known(1)]);
    assert_eq!(fit(&twice, &once), [Fit::Unmatched(Doubt::Several)]);
    assert_eq!(fit(&[], &[print(1, PARKS), print(1, PARKS)]), [Fit::New, Fit::Unmatched(Doubt::Row(0))]);
}

#[test]
fn what_may_be_a_task_or_several_is_never_a_new_one() {
    let nearly = "推进城东和城西片区老旧小区改造,改造20个小区。";
    let several = [bare(EAST), bare(WEST)];
    assert!(matches!(fit(&several, &[bare(nearly)])[..], [Fit::Unmatched(_)]));
    let other = "推进城南片区老旧小区改造工程,完成改造20个小区。";
    assert_eq!(fit(&several, &[bare(other)]), [Fit::Unmatched(Doubt::Several)]);
    assert_eq!(fit(&several, &[bare(other), bare(EAST), bare(WEST)])[0], Fit::New, "both have their rows");
    let phrase: Vec<Print> =
        (0..80).map(|at| bare(&format!("{}健全长效管理工作机制", "甲".repeat(at)))).collect();
    assert_eq!(fit(&phrase, &[bare("健全长效管理工作机制度")]), [Fit::Unmatched(Doubt::Several)]);
}

#[test]
fn a_task_that_is_not_printed_keeps_its_place() {
    let fits = [Fit::New, Fit::Known(3), Fit::Known(1)];
    let order = order(5, &fits);
    let known = Slot::Known;
    assert_eq!(order, [known(0), Slot::New(0), known(3), known(4), known(1), known(2)]);
}

#[test]
fn thousands_of_rows_are_matched_in_a_moment() {
    let text = |at: usize| format!("完成第{at}号农村公路改造提升工程,新建改建农村公路{}公里。", 100 + at % 7);
    let known: Vec<Print> = (0..3_000).map(|at| bare(&text(at))).collect();
    let rows: Vec<Print> =
        (0..3_000).map(|at| bare(&text(at).replace("提升工程", "工程").replace("公里", "千米"))).collect();
    let begun = std::time::Instant::now();
    let fits = fit(&known, &rows);
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    let right = fits.iter().enumerate().filter(|(at, fit)| **fit == Fit::Known(*at)).count();
    assert!(right > 2_900, "{right}");
}
