//! The plan and the bulletins of a report meet: what is promised counts once, and what nobody reports on is seen.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use taizhang::service::import::renew::renew;
use taizhang::service::import::summary::{Outcome, Summary};

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row, half_year, nine_months, plan};
use crate::support::on_both;

fn finding<'s>(summary: &'s Summary, code: &str) -> Option<&'s str> {
    summary.findings.iter().find(|finding| finding.code == code).map(|finding| finding.message.as_str())
}

/// Each row's text with the openings of the commitments that it reports on.
async fn links(app: &App) -> Vec<(String, Vec<String>)> {
    let data = app
        .data(
            "{ tasks(filter: { year: { eq: 2024 } }, first: 100) { nodes { kind text origins { reason task { text } } } } }",
        )
        .await;
    let nodes = data["tasks"]["nodes"].as_array().expect("tasks").clone();
    let mut links: Vec<(String, Vec<String>)> = nodes
        .iter()
        .filter(|task| task["kind"] == "PROGRESS")
        .map(|task| {
            let origins = task["origins"].as_array().expect("origins");
            assert!(
                origins.iter().all(|origin| origin["reason"].as_str().is_some_and(|text| !text.is_empty()))
            );
            let start =
                |origin: &Value| origin["task"]["text"].as_str().expect("text").chars().take(8).collect();
            (task["text"].as_str().expect("text").to_owned(), origins.iter().map(start).collect())
        })
        .collect();
    links.sort();
    links
}

const COMPLETION: &str = "total unreported statusCounts { status count } completed { numerator denominator }
    onTrack { numerator denominator } coverage { numerator denominator } meanCompletion discrepancies";

async fn completion(app: &App) -> Value {
    let data = app.data(&format!("{{ report(jurisdiction: \"青禾县\", year: 2024) {{
        all: completion {{ {COMPLETION} }} led: completion(role: LEAD) {{ total unreported }}
        june: completion(asOf: \"2024-06-30\") {{ {COMPLETION} }}
        tasks {{ totalCount }} unreported: tasks(filter: {{ countedAs: {{ eq: UNREPORTED }} }}) {{ nodes {{ text effectiveStatus }} }}
        reported: tasks(filter: {{ countedAs: {{ eq: REPORTED }} }}) {{ totalCount }}
        withdrawn: tasks(filter: {{ countedAs: {{ eq: WITHDRAWN }} }}) {{ totalCount }}
        departments(role: LEAD, first: 100) {{ nodes {{ tasks(first: 100) {{ nodes {{ id }} }} }} }} }} }}"))
        .await;
    data["report"].clone()
}

/// What must hold of any ledger: lists and counts agree, and the tasks of all leads with the rest make the total.
fn reconciles(report: &Value, rows: u64) {
    let number = |value: &Value| value.as_u64().expect("a number");
    let (all, led) = (&report["all"], &report["led"]);
    assert_eq!(all["total"], report["tasks"]["totalCount"], "{report}");
    assert_eq!(number(&all["total"]), rows + number(&all["unreported"]), "{report}");
    assert_eq!(report["june"]["total"], all["total"]);
    let counts = all["statusCounts"].as_array().expect("counts");
    assert_eq!(counts.iter().map(|row| number(&row["count"])).sum::<u64>(), number(&all["total"]));
    let mut by_unit: Vec<&str> = report["departments"]["nodes"]
        .as_array()
        .expect("units")
        .iter()
        .flat_map(|unit| unit["tasks"]["nodes"].as_array().expect("tasks"))
        .map(|task| task["id"].as_str().expect("an id"))
        .collect();
    by_unit.sort_unstable();
    by_unit.dedup();
    assert_eq!(u64::try_from(by_unit.len()).expect("a number"), number(&led["total"]), "each task once");
    // Commitments of a plan in running text name no unit; every row of these bulletins has a lead.
    assert_eq!(number(&led["total"]) + number(&all["unreported"]), number(&all["total"]), "{report}");
}

on_both! {
    async fn a_period_that_is_given_for_a_plan_cannot_count(app: App) {
        app.import("half.txt", &half_year()).await;
        let plain = app.try_import("plan.txt", plan().as_bytes(), true).await.expect("a plan");
        let answer = app.upload("plan.txt", plan().as_bytes(), &[("period", "全年")]).await;
        assert_eq!((&answer.body["outcome"], &answer.body["period"]), (&json!("IMPORTED"), &Value::Null), "{}", answer.body);
        let findings = answer.body["findings"].as_array().expect("findings");
        let ignored = findings.iter().find(|finding| finding["code"] == "OPTION_IGNORED").expect("a finding");
        assert!(ignored["message"].as_str().is_some_and(|said| said.contains("全年")), "{ignored}");
        assert_eq!(findings.len(), plain.findings.len() + 1);
        let with_period = completion(&app).await;
        assert_eq!((&with_period["withdrawn"]["totalCount"], &with_period["reported"]["totalCount"]), (&json!(0), &json!(4)));
        app.data(&format!("mutation {{ undoDocument(id: {}) {{ file }} }}", answer.body["documentId"])).await;
        app.import("plan.txt", &plan()).await;
        assert_eq!(completion(&app).await, with_period);
    }

    async fn a_plan_that_an_older_version_gave_a_period_is_a_plan_again(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("plan.txt", &plan()).await;
        let right = completion(&app).await;
        for statement in [
            "UPDATE document SET period_start = '2024-01-01', period_end = '2024-12-31', period_label = '全年', period_granularity = 'MONTH' WHERE kind = 'PLAN'",
            "DELETE FROM setting WHERE key = 'import'",
        ] {
            app.sql(statement).await.expect(statement);
        }
        assert_eq!(renew(&app.ledger).await.expect("renewed"), 1);
        assert_eq!(completion(&app).await, right);
        assert_eq!(app.import("plan.txt", &plan()).await.period, None);
    }

    async fn rows_stand_for_the_commitments_they_report_on_and_the_rest_is_unreported(app: App) {
        app.import("plan.txt", &plan()).await;
        let promised = completion(&app).await;
        assert_eq!((&promised["all"]["total"], &promised["all"]["unreported"]), (&json!(5), &json!(5)));
        app.import("half.txt", &half_year()).await;
        let row = |text: &str, origin: &str| (text.to_owned(), vec![origin.to_owned()]);
        assert_eq!(links(&app).await, [
            row("完成农村公路改造100公里。", "(二)聚焦城乡融"),
            row("新增高新技术企业50家以上。", "(一)聚焦科技创"),
            row("深化机关作风建设。", "(三)聚焦作风建"),
            row("规上工业增加值增长7%。", "今年是实施规划的"),
        ]);
        let report = completion(&app).await;
        reconciles(&report, 4);
        assert_eq!((&report["all"]["total"], &report["all"]["unreported"]), (&json!(5), &json!(1)));
        assert_eq!(report["reported"]["totalCount"], 4);
        assert_eq!(report["unreported"]["nodes"], json!([{
            "text": "(四)聚焦民生改善增福祉。新建改建幼儿园6所,改造老旧小区20个,新增养老护理床位300张。",
            "effectiveStatus": "UNMEASURED",
        }]));
        // What the bulletin alone gave, but for the one promise that nobody reports on.
        assert_eq!(report["all"]["meanCompletion"], "0.66381");
        assert_eq!(report["all"]["coverage"], json!({ "numerator": 3, "denominator": 5 }));
    }

    async fn the_commitment_leads_to_its_rows_on_both_surfaces(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("plan.txt", &plan()).await;
        let data = app.data("{ report(jurisdiction: \"青禾县\", year: 2024) { id
            tasks(filter: { countedAs: { eq: REPORTED } }) { nodes { id kind countedAs origins { reason }
                rows { totalCount nodes { id kind countedAs text origins { reason task { id } } } } } } } }").await;
        let report = data["report"]["id"].as_str().expect("an id");
        for commitment in data["report"]["tasks"]["nodes"].as_array().expect("tasks") {
            assert_eq!((&commitment["kind"], &commitment["origins"]), (&json!("PLAN"), &json!([])));
            let id = commitment["id"].as_str().expect("an id");
            let row = &commitment["rows"]["nodes"][0];
            assert_eq!(row["origins"][0]["task"]["id"], id);
            let rest = app.get(&format!("/api/v1/reports/{report}/tasks?filter[origin][eq]={id}")).await.body;
            assert_eq!((&rest["totalCount"], &rest["items"][0]["id"]), (&json!(1), &row["id"]));
            assert_eq!(rest["items"][0]["origins"], json!([{ "taskId": id, "reason": row["origins"][0]["reason"] }]));
            let rest = app.get(&format!("/api/v1/tasks/{id}")).await.body;
            assert_eq!((&rest["kind"], &rest["countedAs"]), (&json!("PLAN"), &json!("REPORTED")));
        }
        let wrong = app.get(&format!("/api/v1/reports/{report}/tasks?filter[countedAs][eq]=TWICE")).await;
        assert_eq!((wrong.status.as_u16(), &wrong.body["argument"]), (400, &json!("filter[countedAs][eq]")));
    }

    async fn it_is_the_same_whichever_document_comes_first(app: App) {
        app.import("plan.txt", &plan()).await;
        app.import("half.txt", &half_year()).await;
        app.import("nine.txt", &nine_months()).await;
        let (first, first_links) = (completion(&app).await, links(&app).await);
        let kind = app.database.kind;
        for order in [["nine", "plan", "half"], ["half", "nine", "plan"], ["nine", "half", "plan"]] {
            let other = App::start(kind).await;
            for document in order {
                let text = match document {
                    "plan" => plan(),
                    "half" => half_year(),
                    _ => nine_months(),
                };
                other.import(&format!("{document}.txt"), &text).await;
            }
            let report = completion(&other).await;
            reconciles(&report, 4);
            for part in ["all", "led", "june", "unreported", "reported"] {
                assert_eq!(report[part], first[part], "{part} of {order:?}");
            }
            assert_eq!(links(&other).await, first_links, "{order:?}");
        }
    }

    async fn a_target_that_plan_and_bulletin_print_differently_is_told_whichever_comes_first(app: App) {
        let moved = half_year().replace("农村公路改造100公里", "农村公路改造80公里");
        app.import("plan.txt", &plan()).await;
        let bulletin = app.import("half.txt", &moved).await;
        let told = finding(&bulletin, "TARGET_MOVED").expect("a finding");
        assert!(told.contains("100 公里") && told.contains("80 公里"), "{told}");
        assert_eq!(links(&app).await[0].1, ["(二)聚焦城乡融"], "a moved target is the same commitment");
        let other = App::start(app.database.kind).await;
        other.import("half.txt", &moved).await;
        let late = other.import("plan.txt", &plan()).await;
        assert_eq!(finding(&late, "TARGET_MOVED"), Some(told));
        let data = other.data("{ tasks(filter: { number: { eq: 2 } }) { nodes { indicators { target } } } }").await;
        assert_eq!(data["tasks"]["nodes"][0]["indicators"], json!([{ "target": "80" }]), "the bulletin's counts");
    }

    async fn what_may_come_from_the_plan_is_a_finding_and_no_link(app: App) {
        app.import("plan.txt", &plan()).await;
        let rows = vec![Row::new("新增养老护理床位90张,推进医养结合。", "制定方案。", "民政局")];
        let title = "青禾县2024年政府工作报告重点工作完成情况(上半年)";
        let summary = app.import("half.txt", &Bulletin::new(title, rows).text()).await;
        let told = finding(&summary, "ORIGIN_DOUBTFUL").expect("a finding");
        assert!(told.contains("新增养老护理床位90张") && told.contains("(四)聚焦民生改善"), "{told}");
        assert_eq!(links(&app).await, [("新增养老护理床位90张,推进医养结合。".to_owned(), vec![])]);
        let report = completion(&app).await;
        assert_eq!((&report["all"]["total"], &report["all"]["unreported"]), (&json!(6), &json!(5)));
    }

    async fn a_corrected_plan_withdraws_what_it_leaves_out(app: App) {
        app.import("half.txt", &half_year()).await;
        app.import("plan.txt", &plan()).await;
        let shorter = plan().replace(
            "(四)聚焦民生改善增福祉。新建改建幼儿园6所,改造老旧小区20个,新增养老护理床位300张。\n",
            "",
        );
        let second = app.import("plan2.txt", &shorter).await;
        assert_eq!((second.outcome, second.counts.tasks.unchanged), (Outcome::Corrected, 4));
        let report = completion(&app).await;
        reconciles(&report, 4);
        assert_eq!(report["all"]["unreported"], 0);
        assert_eq!((&report["reported"]["totalCount"], &report["withdrawn"]["totalCount"]), (&json!(4), &json!(1)));
        app.data(&format!("mutation {{ undoDocument(id: \"{}\") {{ file }} }}", second.document_id)).await;
        let report = completion(&app).await;
        assert_eq!((&report["all"]["unreported"], &report["withdrawn"]["totalCount"]), (&json!(1), &json!(0)));
    }

    async fn a_plan_with_numbers_of_its_own_takes_no_row_of_the_bulletins(app: App) {
        let table = Bulletin::new("青禾县2024年政府工作报告重点工作任务分解表", vec![
            Row::new("新建改建幼儿园6所。", "", "教育局"),
            Row::new("新增高新技术企业50家以上。", "", "科技局"),
            Row::new("完成农村公路改造100公里。", "", "交通运输局"),
        ]).text().replace("进展情况\n\n", "");
        let summary = app.try_import("table.txt", table.as_bytes(), false).await;
        let Ok(summary) = summary else { panic!("{summary:?}") };
        assert_eq!((summary.period.as_deref(), summary.counts.tasks.created), (None, 3));
        let half = app.import("half.txt", &half_year()).await;
        assert_eq!((half.counts.tasks.created, finding(&half, "TASK_UNMATCHED")), (4, None));
        let report = completion(&app).await;
        assert_eq!((&report["all"]["total"], &report["all"]["unreported"]), (&json!(5), &json!(1)));
        assert_eq!(report["tasks"]["totalCount"], 5);
    }
}

#[tokio::test]
async fn a_ledger_that_an_older_version_filled_is_brought_up_to_date_once() {
    for kind in [crate::support::database::Kind::Sqlite, crate::support::database::Kind::Postgres] {
        let app = App::start(kind).await;
        app.import("plan.txt", &plan()).await;
        app.import("half.txt", &half_year()).await;
        let (report, before) = (completion(&app).await, links(&app).await);
        let tasks = app.dump().await["task"].clone();
        for gone in ["task_origin", "result", "glossary_entry", "setting"] {
            app.sql(&format!("DELETE FROM {gone}")).await.expect(gone);
        }
        app.sql("UPDATE task SET counted_as = 'ROW'").await.expect("as the migration leaves rows");
        assert_ne!(completion(&app).await, report);
        assert_eq!(renew(&app.ledger).await.expect("renewed"), 1);
        assert_eq!((completion(&app).await, links(&app).await), (report, before));
        assert_eq!(app.dump().await["task"], tasks, "the same rows under the same ids");
        assert_eq!(app.count("glossary_entry", "term = '青禾实验室'").await, 1);
        assert_eq!(renew(&app.ledger).await.expect("nothing to do"), 0);
    }
}

/// Bulletins that report on any of the plan's commitments, in any of their words, beside rows that it does not hold.
#[tokio::test]
async fn whatever_is_reported_on_the_totals_reconcile() {
    const POSSIBLE: [&str; 8] = [
        "新增高新技术企业50家以上。",
        "引进高层次人才团队6个。",
        "完成农村公路改造100公里。",
        "新建改建污水管网60公里,打造口袋公园15个。",
        "深化机关作风建设。",
        "改造老旧小区20个。",
        "举办农民丰收节文艺演出。",
        "规上工业增加值增长7%。",
    ];
    let strategy = (proptest::collection::vec(proptest::bool::ANY, POSSIBLE.len()), proptest::bool::ANY)
        .prop_filter("a bulletin has rows", |(chosen, _)| {
            chosen.iter().filter(|chosen| **chosen).count() > 1
        });
    let mut runner = TestRunner::default();
    for _ in 0..12 {
        let (chosen, plan_first) = strategy.new_tree(&mut runner).expect("a bulletin").current();
        let rows = POSSIBLE.iter().zip(&chosen).filter(|(_, chosen)| **chosen);
        let rows: Vec<Row> = rows.map(|(task, _)| Row::new(task, "有序推进。", "发改局")).collect();
        let count = u64::try_from(rows.len()).expect("a number");
        let title = "青禾县2024年政府工作报告重点工作完成情况(上半年)";
        let bulletin = Bulletin::new(title, rows).text();
        let app = App::start(crate::support::database::Kind::Sqlite).await;
        let mut documents = [("plan.txt", plan()), ("half.txt", bulletin)];
        if !plan_first {
            documents.reverse();
        }
        for (file, text) in &documents {
            app.import(file, text).await;
        }
        let report = completion(&app).await;
        reconciles(&report, count);
        let paragraphs = report["all"]["unreported"].as_u64().expect("a number")
            + report["reported"]["totalCount"].as_u64().expect("a number");
        assert_eq!(paragraphs, 5, "every commitment of the plan is one or the other: {report}");
    }
}
