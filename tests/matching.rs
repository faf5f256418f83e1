//! Which row of a bulletin is which task, and what of a corrected bulletin stays.

use std::fmt::Write;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use taizhang::service::import::summary::Summary;

use crate::support::app::App;
use crate::support::bulletin::plan;
use crate::support::on_both;

/// A row: printed number, task, progress.
type Row<'a> = (u32, &'a str, &'a str);

/// A bulletin of 云溪市 with printed numbers as given.
fn bulletin(period: &str, rows: &[Row<'_>]) -> String {
    let mut text = format!(
        "云溪市2024年政府工作报告重点工作完成情况({period})\n\n序号\n\n主要工作任务\n\n进展情况\n\n责任单位\n\n"
    );
    for (number, task, progress) in rows {
        let _ = write!(text, "{number}\n\n{task}\n\n{period},{progress}\n\n住建局\n\n");
    }
    text
}

const FIRMS: Row<'_> = (1, "新增高新技术企业50家以上。", "新增高新技术企业18家。");
const ROADS: Row<'_> = (2, "完成农村公路改造100公里。", "完成农村公路改造70公里。");
const STYLE: Row<'_> = (3, "深化机关作风建设。", "召开专题会议。");
const GROWTH: Row<'_> = (4, "规上工业增加值增长7%。", "规上工业增加值增长6.1%。");
const PARKS: Row<'_> = (5, "新建公园5个。", "建成公园2个。");
const PLACES: Row<'_> = (6, "新改扩建中小学学位3000个。", "新增学位1200个。");

/// The first five rows and one more.
fn six(period: &str, fifth: Row<'_>, sixth: Option<Row<'_>>) -> String {
    let mut rows = vec![FIRMS, ROADS, STYLE, GROWTH, fifth];
    rows.extend(sixth);
    bulletin(period, &rows)
}

/// The tasks of the report in their order, those too that do not count.
async fn tasks(app: &App) -> Vec<Value> {
    let query = "{ report(jurisdiction: \"云溪市\", year: 2024) { tasks(first: 100, filter: { countedAs: { in: \
        [ROW, WITHDRAWN] } }) { nodes { id number text section countedAs completion document { fileName } \
        indicators { id name target targetHigh unit latestMeasurement { value } } updates { nodes { period { label } } } } } } }";
    app.data(query).await["report"]["tasks"]["nodes"].as_array().expect("tasks").clone()
}

async fn texts_in_order(app: &App) -> Vec<(Value, String)> {
    let text = |task: &Value| task["text"].as_str().unwrap_or_default().to_owned();
    tasks(app).await.iter().map(|task| (task["number"].clone(), text(task))).collect()
}

/// Task number five.
async fn fifth(app: &App) -> Value {
    tasks(app).await.into_iter().find(|task| task["number"] == 5).expect("task 5")
}

async fn total(app: &App) -> Value {
    app.data("{ report(jurisdiction: \"云溪市\", year: 2024) { completion { total } } }").await["report"]["completion"]
        ["total"]
        .clone()
}

fn messages(summary: &Summary, code: &str) -> Vec<String> {
    summary.findings.iter().filter(|found| found.code == code).map(|found| found.message.clone()).collect()
}

async fn undo(app: &App, id: uuid::Uuid) {
    let request = Request::delete(format!("/api/v1/documents/{id}")).body(Body::empty()).expect("a request");
    assert_eq!(app.send(request).await.status, StatusCode::OK);
}

/// A table that says nothing of itself, over REST; the codes of its findings.
async fn table(app: &App, period: &str, head: &str, rows: &str) -> Vec<String> {
    let file = format!("{head}\n{}", rows.replace("PERIOD", period));
    let fields = [("jurisdiction", "云溪市"), ("year", "2024"), ("period", period)];
    let answer = app.upload(&format!("{period}.csv"), file.as_bytes(), &fields).await;
    assert!(answer.status.is_success(), "{:?}", answer.body);
    let found = answer.body["findings"].as_array().expect("findings");
    found.iter().map(|finding| finding["code"].as_str().unwrap_or_default().to_owned()).collect()
}

on_both! {
    async fn rows_without_a_number_and_with_like_words_are_the_tasks_they_were(app: App) {
        let rows = "推进城东片区老旧小区改造工程，完成改造20个小区。,PERIOD完成8个小区。,住建局\n\
            推进城西片区老旧小区改造工程，完成改造20个小区。,PERIOD完成9个小区。,住建局\n\
            新建公园5个。,PERIOD建成公园2个。,住建局\n";
        for period in ["上半年", "前三季度", "1-10月"] {
            let found = table(&app, period, "主要工作任务,进展情况,责任单位", rows).await;
            assert!(!found.iter().any(|code| code.starts_with("TASK_")), "{found:?}");
        }
        let tasks = tasks(&app).await;
        assert_eq!(tasks.len(), 3, "{tasks:#?}");
        assert!(tasks.iter().all(|task| task["updates"]["nodes"].as_array().is_some_and(|updates| updates.len() == 3)));
    }

    async fn a_row_that_may_be_either_of_two_tasks_is_left_out_and_told(app: App) {
        let row = |name: &str| format!("推进{name}片区老旧小区改造工程，完成改造20个小区。,PERIOD有序推进。,住建局\n");
        let head = "主要工作任务,进展情况,责任单位";
        table(&app, "上半年", head, &format!("{}{}新建公园5个。,PERIOD建成公园2个。,住建局\n", row("城东"), row("城西"))).await;
        let found = table(&app, "前三季度", head, &format!("{}新建公园5个。,PERIOD建成公园2个。,住建局\n", row("城南"))).await;
        assert!(found.contains(&"TASK_UNMATCHED".to_owned()), "{found:?}");
        assert_eq!(tasks(&app).await.len(), 3);
    }

    async fn a_correction_of_an_older_bulletin_stands_where_no_later_one_prints_the_task(app: App) {
        app.import("h1.txt", &six("上半年", PARKS, Some(PLACES))).await;
        app.import("q3.txt", &bulletin("前三季度", &[FIRMS, ROADS, STYLE, GROWTH, PLACES])).await;
        let moved = (5, "新建公园8个。", "建成公园2个。");
        let roads = (2, "完成农村公路改造120公里。", "完成农村公路改造70公里。");
        let corrected = bulletin("上半年", &[FIRMS, roads, STYLE, GROWTH, moved, PLACES]);
        let summary = app.import("h1c.txt", &corrected).await;
        assert_eq!(messages(&summary, "TARGET_MOVED").len(), 1, "{:?}", summary.findings);
        let task = fifth(&app).await;
        assert_eq!((&task["text"], &task["document"]["fileName"]), (&json!("新建公园8个。"), &json!("h1c.txt")));
        assert_eq!((&task["indicators"][0]["target"], &task["completion"]), (&json!("8"), &json!("0.25")));
        let second = &tasks(&app).await[1];
        assert_eq!(second["text"], ROADS.1, "a later bulletin prints it");
        assert_eq!(second["indicators"][0]["target"], "100");
    }

    async fn what_only_the_corrected_version_printed_is_taken_back(app: App) {
        let parks = (5, "新建公园5个,新增停车位2000个。", "建成公园5个,新增停车位300个。");
        let first = app.import("h1.txt", &six("上半年", parks, Some(PLACES))).await;
        let before = tasks(&app).await;
        let done = (5, "新建公园5个。", "建成公园5个。");
        let summary = app.import("h1c.txt", &six("上半年", done, None)).await;
        let told = messages(&summary, "TASK_NOT_PRINTED");
        assert!(told.len() == 1 && told[0].contains("does not count"), "{told:?}");
        let after = tasks(&app).await;
        let names: Vec<&Value> = after[4]["indicators"].as_array().expect("targets").iter().map(|row| &row["name"]).collect();
        assert_eq!(names, ["新建公园"]);
        assert_eq!((&after[4]["completion"], &after[5]["countedAs"]), (&json!("1"), &json!("WITHDRAWN")));
        assert_eq!(after[4]["indicators"][0]["id"], before[4]["indicators"][0]["id"]);
        assert_eq!(total(&app).await, 5);
        undo(&app, summary.document_id).await;
        let again = tasks(&app).await;
        assert_eq!(again[4]["indicators"].as_array().map(Vec::len), Some(2));
        assert_eq!(again.iter().map(|task| &task["id"]).collect::<Vec<_>>(), before.iter().map(|task| &task["id"]).collect::<Vec<_>>());
        assert_eq!((total(&app).await, first.counts.tasks.created), (json!(6), 6));
    }

    async fn a_correction_that_leaves_a_task_out_gives_it_back_to_the_bulletin_before(app: App) {
        app.import("q1.txt", &six("一季度", PARKS, Some(PLACES))).await;
        let moved = (5, "新建公园8个以上。", "建成公园2个。");
        app.import("h1.txt", &six("上半年", moved, Some(PLACES))).await;
        assert_eq!(fifth(&app).await["indicators"][0]["target"], "8");
        app.import("h1c.txt", &bulletin("上半年", &[FIRMS, ROADS, STYLE, GROWTH, PLACES])).await;
        let task = fifth(&app).await;
        assert_eq!((&task["text"], &task["document"]["fileName"]), (&json!(PARKS.1), &json!("q1.txt")));
        assert_eq!((&task["indicators"][0]["target"], &task["countedAs"]), (&json!("5"), &json!("ROW")));
        assert_eq!(task["updates"]["nodes"].as_array().map(Vec::len), Some(1));
    }

    async fn a_corrected_plan_takes_back_its_targets(app: App) {
        let plan = plan();
        app.import("plan.txt", &plan).await;
        let before = app.texts("SELECT name FROM indicator ORDER BY name").await;
        assert!(before.contains(&"新增养老护理床位".to_owned()), "{before:?}");
        app.import("plan2.txt", &plan.replace("新增养老护理床位300张", "新增养老护理床位")).await;
        let after = app.texts("SELECT name FROM indicator ORDER BY name").await;
        let kept: Vec<&String> = before.iter().filter(|name| *name != "新增养老护理床位").collect();
        assert_eq!(after.iter().collect::<Vec<_>>(), kept);
    }

    async fn a_target_in_another_unit_is_the_same_target(app: App) {
        let invest = |task, progress| (5, task, progress);
        app.import("q1.txt", &six("一季度", invest("引进外资7亿美元。", "引进外资3.73亿美元。"), None)).await;
        let summary = app.import("h1.txt", &six("上半年", invest("引进外资70000万美元。", "引进外资50000万美元。"), None)).await;
        assert_eq!(messages(&summary, "TARGET_MOVED"), Vec::<String>::new(), "the same amount in other words");
        let task = fifth(&app).await;
        let target = &task["indicators"][0];
        assert_eq!(task["indicators"].as_array().map(Vec::len), Some(1), "{task}");
        assert_eq!((&target["target"], &target["unit"]), (&json!("70000"), &json!("万美元")));
        assert_eq!(task["completion"], "0.714286");
        let more = app.import("q3.txt", &six("前三季度", invest("引进外资8亿美元。", "引进外资6亿美元。"), None)).await;
        let told = messages(&more, "TARGET_MOVED");
        assert!(told.len() == 1 && told[0].contains("was 70000 万美元 and is now 8 亿美元"), "{told:?}");
    }

    async fn targets_in_other_count_words_stay_apart(app: App) {
        let task = |task| (5, task, "有序推进。");
        app.import("q1.txt", &six("一季度", task("改造老旧小区20个、3000户。"), None)).await;
        app.import("h1.txt", &six("上半年", task("改造老旧小区3500户。"), None)).await;
        let task = fifth(&app).await;
        let printed: Vec<String> = task["indicators"].as_array().expect("targets").iter()
            .map(|row| format!("{}{}", row["target"].as_str().unwrap_or_default(), row["unit"].as_str().unwrap_or_default()))
            .collect();
        assert_eq!(printed, ["20个", "3500户"]);
    }

    async fn numbers_that_start_again_in_each_section_are_taken(app: App) {
        let head = "序号,主要工作任务,进展情况,责任单位";
        let rows = "一、推动工业发展,,,\n\
            1,新增高新技术企业50家以上。,PERIOD新增高新技术企业18家。,科技局\n\
            2,规上工业增加值增长7%。,PERIOD规上工业增加值增长6.1%。,经信局\n\
            3,实施技改项目30个。,PERIOD实施技改项目12个。,经信局\n\
            二、建设美丽乡村,,,\n\
            1,完成农村公路改造100公里。,PERIOD完成农村公路改造70公里。,交通运输局\n\
            2,新建公园5个。,PERIOD建成公园2个。,住建局\n\
            3,新改扩建中小学学位3000个。,PERIOD新增学位1200个。,教育局\n";
        table(&app, "上半年", head, rows).await;
        let first = texts_in_order(&app).await;
        assert_eq!(first.iter().map(|(number, _)| number).collect::<Vec<_>>(), [1, 2, 3, 1, 2, 3]);
        let reworded = rows.replace("新建公园5个。,", "新建公园和绿地5个。,").replace("实施技改项目30个", "实施技改项目35个");
        let found = table(&app, "前三季度", head, &reworded).await;
        assert!(!found.iter().any(|code| code.starts_with("TASK_")), "{found:?}");
        let second = texts_in_order(&app).await;
        assert_eq!((second.len(), second[4].1.as_str(), second[2].1.as_str()), (6, "新建公园和绿地5个。", "实施技改项目35个。"));
    }

    async fn a_task_put_in_the_middle_is_new_and_the_others_move_up(app: App) {
        app.import("q1.txt", &six("一季度", PARKS, None)).await;
        let before = tasks(&app).await;
        let flats: Row<'_> = (2, "建设人才公寓300套。", "建成人才公寓120套。");
        let roads = (3, "完成农村公路改造120公里。", ROADS.2);
        let rows = [FIRMS, flats, roads, (4, STYLE.1, STYLE.2), (5, GROWTH.1, GROWTH.2), (6, PARKS.1, PARKS.2)];
        let summary = app.import("h1.txt", &bulletin("上半年", &rows)).await;
        assert_eq!(messages(&summary, "TASK_UNMATCHED"), Vec::<String>::new());
        let after = tasks(&app).await;
        let printed: Vec<(Value, Value)> = after.iter().map(|task| (task["number"].clone(), task["text"].clone())).collect();
        assert_eq!(printed, rows.map(|(number, text, _)| (json!(number), json!(text))));
        let ids = |tasks: &[Value]| -> Vec<Value> { tasks.iter().map(|task| task["id"].clone()).collect() };
        let kept: Vec<Value> = ids(&after).into_iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, id)| id).collect();
        assert_eq!((kept, total(&app).await), (ids(&before), json!(6)));
        undo(&app, summary.document_id).await;
        assert_eq!(tasks(&app).await, before, "numbers and places are those of the bulletin that remains");
    }

    async fn a_target_keeps_its_id_when_the_version_that_printed_another_goes(app: App) {
        let both = (5, "新建公园5个,新增停车位2000个。", "新增停车位300个。");
        let first = app.import("h1.txt", &six("上半年", both, None)).await;
        app.import("h1c.txt", &six("上半年", (5, "新增停车位2000个。", "新增停车位300个。"), None)).await;
        let before = fifth(&app).await;
        undo(&app, first.document_id).await;
        let after = fifth(&app).await;
        assert_eq!(after["indicators"], before["indicators"]);
        assert_eq!(after["indicators"].as_array().map(Vec::len), Some(1));
    }

    async fn a_moved_upper_end_of_a_range_is_written_and_told(app: App) {
        let income = |task| (5, task, "居民收入增长5.5%。");
        app.import("q1.txt", &six("一季度", income("居民收入增长5%-6%。"), None)).await;
        let summary = app.import("h1.txt", &six("上半年", income("居民收入增长5%-8%。"), None)).await;
        let told = messages(&summary, "TARGET_MOVED");
        assert!(told.len() == 1 && told[0].contains("5 to 6 %") && told[0].contains("5 to 8 %"), "{told:?}");
        let target = &fifth(&app).await["indicators"][0];
        assert_eq!((&target["target"], &target["targetHigh"]), (&json!("5"), &json!("8")));
        let data = app.data("{ report(jurisdiction: \"云溪市\", year: 2024) { changes { targets { nodes { before beforeHigh after afterHigh } } } } }").await;
        assert_eq!(data["report"]["changes"]["targets"]["nodes"],
            json!([{ "before": "5", "beforeHigh": "6", "after": "5", "afterHigh": "8" }]));
    }
}
