//! Analytics, from imported bulletins to both surfaces: laws that hold, both sides of what is claimed, and the words.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row, half_year, long, nine_months, rich, rich_rows};
use crate::support::on_both;

const LINCHUAN: &str = "report(jurisdiction: \"临川市\", year: 2024)";
const RATIOS: &str = "total completed { numerator denominator ratio } onTrack { numerator denominator ratio }
    coverage { numerator denominator ratio } meanCompletion mean { numerator denominator ratio }
    statusCounts { status count } discrepancies elapsedShare period { label } rule { number name version }";

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn nodes(value: &Value) -> &[Value] {
    list(&value["nodes"])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("no number: {value}"))
}

fn decimal(value: &Value) -> Decimal {
    text(value).parse().unwrap_or_else(|_| panic!("no decimal: {value}"))
}

/// Four tasks under two headings and two supervisors, one of them without a supervisor and a target.
const TABLE: &str = "临川市2024年政府工作报告重点工作完成情况(上半年),,,,,
序号,分管领导,主要工作任务,进展情况,责任单位,进展状态
一、经济发展,,,,,
1,张三,新增高新技术企业50家以上。,\"上半年,新增高新技术企业20家。\",科技局,按时推进
2,李四,规上工业增加值增长7%。,\"上半年,规上工业增加值增长7.6%。\",\"经信局、财政局\",按时推进
二、民生保障,,,,,
3,张三,完成农村公路改造100公里。,\"1-6月,完成农村公路改造72公里。\",交通运输局,进度较快
4,,深化机关作风建设。,召开专题会议。,组织部,已完成
";

fn first_half() -> Vec<Row> {
    vec![
        Row::new("新增高新技术企业50家以上。", "上半年,新增高新技术企业20家。", "★科技局、经信局")
            .status("按时推进"),
        Row::new("完成农村公路改造100公里。", "1-6月,完成农村公路改造72公里。", "交通运输局")
            .status("进度较快"),
        Row::new("城镇新增就业1万人以上。", "上半年,城镇新增就业0.55万人。", "人社局").status("按时推进"),
        Row::new("深化机关作风建设。", "召开专题会议,制定实施方案。", "组织部").status("按时推进"),
        Row::new("开展职业技能培训3000人次。", "上半年,开展职业技能培训1200人次。", "人社局")
            .status("部分滞后"),
    ]
}

/// A unit for every kind of target that is missed, and units of which nothing can be said.
fn kinds() -> Vec<Row> {
    vec![
        Row::new("规上工业增加值增长7%。", "上半年,规上工业增加值增长6.1%。", "经信局").status("按时推进"),
        Row::new("新增高新技术企业50家。", "上半年,新增高新技术企业20家。", "科技局").status("部分滞后"),
        Row::new("引进外国专家100人。", "上半年,引进外国专家20人。", "科技局(外国专家局)").status("部分滞后"),
        Row::new("空气质量优良天数比率达到95%以上。", "上半年,空气质量优良天数比率为76%。", "生态环境局")
            .status("部分滞后"),
        Row::new("安全生产事故控制在20起以内。", "上半年,发生安全生产事故25起。", "应急管理局")
            .status("部分滞后"),
        Row::new("完成农村公路改造100公里。", "1-6月,完成农村公路改造72公里。", "交通运输局")
            .status("进度较快"),
        Row::new("深化机关作风建设。", "召开专题会议。", "组织部").status("推进缓慢"),
        Row::new("完善数字档案。", "召开专题会议。", "档案局").status("按时推进"),
        Row::new("新增养老床位200张。", "上半年,新增养老床位70张。", "民政局").status("部分滞后"),
        Row::new("城镇新增就业1万人以上。", "上半年,城镇新增就业0.55万人。", "人社局").status("部分滞后"),
    ]
}

fn nine_months_on() -> Vec<Row> {
    vec![
        Row::new("新增高新技术企业60家以上。", "前三季度,新增高新技术企业18家。", "★科技局、财政局")
            .status("部分滞后"),
        Row::new("完成农村公路改造100公里。", "1-9月,完成农村公路改造80公里。", "交通运输局")
            .status("按时推进"),
        Row::new("城镇新增就业1万人以上。", "前三季度,城镇新增就业8200人。", "人社局").status("按时推进"),
        Row::new("深化机关作风建设。", "开展专项督查。", "组织部").status("按时推进"),
    ]
}

fn bulletin(period: &str, rows: Vec<Row>) -> String {
    Bulletin::new(&format!("临川市2024年政府工作报告重点工作完成情况({period})"), rows).text()
}

async fn take_two(app: &App) {
    app.import("half.txt", &bulletin("上半年", first_half())).await;
    app.import("nine.txt", &bulletin("前三季度", nine_months_on())).await;
}

async fn report_id(app: &App, report: &str) -> String {
    text(&app.data(&format!("{{ {report} {{ id }} }}")).await["report"]["id"]).to_owned()
}

async fn got(app: &App, path: &str) -> Value {
    let answer = app.get(path).await;
    assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.body);
    answer.body
}

/// A selection of a derivation and `depth` levels below it.
fn tree(depth: usize) -> String {
    let inner = if depth == 0 { String::new() } else { format!("inputs {{ {} }}", tree(depth - 1)) };
    format!(
        "label formula value unit inputCount rule {{ number name version }} \
         evidence {{ kind documentId quote span {{ start end }} }} {inner}"
    )
}

/// Every node of a tree.
fn all(node: &Value) -> Vec<&Value> {
    let below = node["inputs"].as_array().into_iter().flatten().flat_map(all);
    std::iter::once(node).chain(below).collect()
}

/// Holds every quote of an answer against the text of its document.
async fn hold_quotes(app: &App, evidence: &[&Value]) {
    let mut texts: HashMap<String, Vec<char>> = HashMap::new();
    for words in evidence {
        let id = text(&words["documentId"]).to_owned();
        if !texts.contains_key(&id) {
            let document = got(app, &format!("/api/v1/documents/{id}")).await;
            texts.insert(id.clone(), text(&document["text"]).chars().collect());
        }
        let place = |end: &str| usize::try_from(whole(&words["span"][end])).expect("a place");
        let there: String = texts[&id][place("start")..place("end")].iter().collect();
        assert_eq!(words["quote"], there);
        assert!(!there.is_empty());
    }
}

on_both! {
    async fn groups_of_a_partition_add_up_and_others_say_how_they_overlap(app: App) {
        app.try_import("table.csv", TABLE.as_bytes(), false).await.expect("the table is read");
        let mut groups = HashMap::new();
        for dimension in ["SECTION", "SUPERVISOR", "STATUS", "KIND", "DEPARTMENT"] {
            for basis in ["EFFECTIVE", "REPORTED", "ASSESSED"] {
                let data = app.data(&format!("{{ {LINCHUAN} {{ completion(basis: {basis}) {{ {RATIOS} }}
                    completionBy(dimension: {dimension}, basis: {basis}) {{ dimension partition memberships ungrouped
                        rule {{ number name version }} total {{ {RATIOS} }} groups(first: 100) {{ totalCount nodes {{
                        key label department {{ name }} completion {{ {RATIOS} }}
                        tasks {{ totalCount nodes {{ number }} }} }} }} }} }} }}")).await;
                let found = &data["report"]["completionBy"];
                assert_eq!(found["total"], data["report"]["completion"], "{dimension} reconciles with the report");
                let rows = nodes(&found["groups"]);
                let sum = |of: &dyn Fn(&Value) -> u64| rows.iter().map(of).sum::<u64>();
                assert_eq!(whole(&found["memberships"]), sum(&|row| whole(&row["completion"]["total"])));
                for row in rows {
                    assert_eq!(row["tasks"]["totalCount"], row["completion"]["total"], "{dimension}");
                }
                if dimension == "KIND" || dimension == "DEPARTMENT" {
                    assert_eq!(found["partition"], false);
                } else {
                    assert_eq!((&found["partition"], &found["ungrouped"]), (&json!(true), &json!(0)));
                    for ratio in ["completed", "onTrack", "coverage"] {
                        for part in ["numerator", "denominator"] {
                            let parts = sum(&|row| whole(&row["completion"][ratio][part]));
                            assert_eq!(parts, whole(&found["total"][ratio][part]), "{dimension} {basis} {ratio} {part}");
                        }
                    }
                    let sums: Decimal = rows.iter().map(|row| decimal(&row["completion"]["mean"]["numerator"])).sum();
                    assert_eq!(sums, decimal(&found["total"]["mean"]["numerator"]));
                }
                let labels: Vec<Value> = rows.iter().map(|row| json!([row["label"], row["completion"]["total"]])).collect();
                groups.insert((dimension, basis), json!(labels));
            }
        }
        assert_eq!(groups[&("SECTION", "EFFECTIVE")], json!([["经济发展", 2], ["民生保障", 2]]));
        assert_eq!(groups[&("SUPERVISOR", "EFFECTIVE")], json!([["张三", 2], ["李四", 1], [null, 1]]));
        assert_eq!(groups[&("KIND", "EFFECTIVE")], json!([["AMOUNT", 2], ["GROWTH", 1], [null, 1]]));
        assert_eq!(groups[&("STATUS", "ASSESSED")], json!([["AHEAD", 1], ["ON_TRACK", 1], ["BEHIND", 1], ["UNMEASURED", 1]]));
        assert_eq!(groups[&("DEPARTMENT", "EFFECTIVE")],
            json!([["交通运输局", 1], ["科技局", 1], ["组织部", 1], ["经信局", 1], ["财政局", 1]]));
    }

    async fn the_last_point_of_a_trend_is_the_completion_of_today(app: App) {
        take_two(&app).await;
        app.import("half.txt", &half_year()).await;
        app.import("nine.txt", &nine_months()).await;
        app.import("long.txt", &long("云溪市", 20)).await;
        for basis in ["EFFECTIVE", "REPORTED", "ASSESSED"] {
            let data = app.data(&format!("{{ reports {{ nodes {{ periods {{ end }} completion(basis: {basis}) {{ {RATIOS} }}
                then: completion(basis: {basis}, asOf: \"2024-06-30\") {{ {RATIOS} }}
                trend(basis: {basis}) {{ rule {{ number }} points {{ period {{ label end elapsedShare }} completion {{ {RATIOS} }}
                    change {{ completed onTrack coverage meanCompletion elapsedShare }} }} }} }} }} }}")).await;
            for report in nodes(&data["reports"]) {
                let points = list(&report["trend"]["points"]);
                assert_eq!(points.len(), list(&report["periods"]).len());
                assert_eq!(points[points.len() - 1]["completion"], report["completion"]);
                assert_eq!((&points[0]["change"], &points[0]["completion"]), (&Value::Null, &report["then"]));
                for pair in points.windows(2) {
                    let change = &pair[1]["change"];
                    assert_eq!(change["elapsedShare"], "25");
                    let of = |point: &Value| decimal(&point["completion"]["meanCompletion"]);
                    let moved = decimal(&change["meanCompletion"]) - (of(&pair[1]) - of(&pair[0])) * Decimal::ONE_HUNDRED;
                    assert!(moved.abs() <= Decimal::new(1, 3), "{change}");
                }
            }
        }
    }

    async fn units_are_ranked_with_ties_and_the_uncovered_stand_apart(app: App) {
        app.import("rich.txt", &rich()).await;
        let ask = |arguments: &str| format!("{{ {LINCHUAN} {{ departments(first: 0) {{ totalCount }} ranking({arguments}) {{ by order minCoverage
            rule {{ number }} ranked(first: 100) {{ totalCount nodes {{ rank reason department {{ name }} ratio {{ numerator denominator ratio }}
            coverage {{ numerator denominator ratio }} completion {{ {RATIOS} }} worst {{ task {{ number }} lag {{ against points }} }} }} }}
            unranked(first: 100) {{ totalCount nodes {{ rank reason department {{ name }} coverage {{ numerator denominator }} ratio {{ denominator }} }} }} }} }} }}");
        for by in ["LARGEST_LAG", "MEAN_COMPLETION", "ON_TRACK", "COMPLETED", "LEAD"] {
            let is_better = |one: &Value, other: &Value| {
                let (one, other) = (decimal(&one["ratio"]["ratio"]), decimal(&other["ratio"]["ratio"]));
                if by == "LARGEST_LAG" { one < other } else { one > other }
            };
            let data = app.data(&ask(&format!("by: {by}, minCoverage: \"0.6\", order: BEST_FIRST"))).await;
            let found = &data["report"]["ranking"];
            let (ranked, unranked) = (nodes(&found["ranked"]), nodes(&found["unranked"]));
            assert_eq!(json!(ranked.len() + unranked.len()), data["report"]["departments"]["totalCount"], "none is dropped");
            for row in ranked {
                let better = ranked.iter().filter(|other| is_better(other, row)).count();
                assert_eq!(row["rank"], json!(better + 1), "{by}: {row}");
                assert!(decimal(&row["coverage"]["ratio"]) >= Decimal::new(6, 1));
                assert_eq!(row["coverage"], row["completion"]["coverage"]);
            }
            for row in unranked {
                assert_eq!(row["rank"], Value::Null);
                let reason = if row["ratio"]["denominator"] == 0 && row["coverage"]["numerator"] == row["coverage"]["denominator"] {
                    "NOTHING_TO_DIVIDE_BY"
                } else {
                    "BELOW_MINIMUM_COVERAGE"
                };
                assert_eq!(row["reason"], reason, "{by}: {row}");
            }
            let worst = app.data(&ask(&format!("by: {by}, minCoverage: \"0.6\", order: WORST_FIRST"))).await;
            let worst = nodes(&worst["report"]["ranking"]["ranked"]);
            assert_eq!(worst.len(), ranked.len());
            assert!(worst.windows(2).all(|pair| !is_better(&pair[0], &pair[1])), "{by}: {worst:?}");
        }
        let data = app.data(&ask("by: LEAD, role: LEAD, order: WORST_FIRST")).await;
        let furthest = &nodes(&data["report"]["ranking"]["ranked"])[0];
        // 20 of 50 at the half year is 10 points behind, and so is the mean of the other unit's 0.45 and 0.4.
        assert_eq!(furthest["department"]["name"], "科技局");
        assert_eq!(furthest["ratio"], json!({ "numerator": "-10", "denominator": 1, "ratio": "-10" }));
        assert_eq!(furthest["worst"], json!({ "task": { "number": 1 }, "lag": { "against": "ELAPSED_SHARE", "points": "10" } }));
        assert_eq!(app.code(&format!("{{ {LINCHUAN} {{ ranking(minCoverage: \"1.5\") {{ by }} }} }}")).await, "BAD_USER_INPUT");
    }

    async fn the_unit_that_is_furthest_behind_comes_first_whatever_its_targets_are(app: App) {
        app.import("half.txt", &bulletin("上半年", kinds())).await;
        let mut later = kinds();
        later[0] = Row::new("规上工业增加值增长7%。", "前三季度,规上工业增加值预计增长7.2%。", "经信局").status("按时推进");
        app.import("nine.txt", &bulletin("前三季度", later)).await;
        let ask = |arguments: &str| format!("{{ {LINCHUAN} {{ ranking{arguments} {{ by order rule {{ number }} ranked {{ nodes {{ rank reason department {{ name }}
            ratio {{ numerator denominator ratio }} coverage {{ numerator denominator }} worst {{ task {{ number }} lag {{ against points due reached }} gap {{ value unit }}
            indicator {{ target unit latestMeasurement {{ value }} elapsedShare derivation {{ {} }} }} evidence {{ kind documentId quote span {{ start end }} }} }} }} }}
            unranked {{ nodes {{ rank reason department {{ name }} ratio {{ denominator ratio }} worst {{ task {{ number }} lag {{ points }} }} }} }} }} }} }}", tree(1));
        let told = |rows: &Value| nodes(rows).iter().map(|row| json!([row["rank"], row["department"]["name"], row["ratio"]["ratio"], row["worst"]["task"]["number"]])).collect::<Vec<_>>();
        let june = app.data(&ask("(asOf: \"2024-06-30\")")).await["report"]["ranking"].clone();
        assert_eq!((&june["by"], &june["order"], &june["rule"]["number"]), (&json!("LARGEST_LAG"), &json!("WORST_FIRST"), &json!(14)));
        // Worst first; equal ones by name. A parent is as far behind as its child; what is on track is 0 points behind.
        assert_eq!(json!(told(&june["ranked"])), json!([
            [6, "科技局", "30", 3], [6, "科技局(外国专家局)", "30", 3], [4, "应急管理局", "20", 5], [4, "生态环境局", "20", 4],
            [3, "民政局", "15", 9], [2, "经信局", "12.857143", 1], [1, "交通运输局", "0", null],
        ]));
        let unranked: Vec<Value> = nodes(&june["unranked"]).iter().map(|row| json!([row["department"]["name"], row["reason"], row["worst"]["task"]["number"], row["ratio"]])).collect();
        let none = json!({ "denominator": 0, "ratio": null });
        assert_eq!(json!(unranked), json!([
            ["人社局", "LAG_NOT_DEFINED", 10, none], ["档案局", "NOTHING_TO_DIVIDE_BY", null, none], ["组织部", "LAG_NOT_DEFINED", 7, none],
        ]));
        for row in nodes(&june["ranked"]) {
            let worst = &row["worst"];
            assert_eq!(row["ratio"]["denominator"], 1);
            if worst.is_null() {
                continue;
            }
            assert_eq!((&row["ratio"]["numerator"], &row["ratio"]["ratio"]), (&worst["lag"]["points"], &worst["lag"]["points"]));
            let missing = decimal(&worst["lag"]["due"]) - decimal(&worst["lag"]["reached"]);
            let rounding = (missing * Decimal::ONE_HUNDRED - decimal(&row["ratio"]["ratio"])).abs();
            assert!(rounding <= Decimal::new(1, 4), "{row}");
            let says: Vec<&Value> = list(&worst["evidence"]).iter().map(|words| &words["kind"]).collect();
            assert!(says.contains(&&json!("TARGET")) && says.contains(&&json!("FIGURE")), "{row}");
            hold_quotes(&app, &list(&worst["evidence"]).iter().collect::<Vec<_>>()).await;
        }
        let of = |name: &str| nodes(&june["ranked"]).iter().find(|row| row["department"]["name"] == name).expect("the unit")["worst"].clone();
        let steps = |worst: &Value| list(&worst["indicator"]["derivation"]["inputs"]).iter().map(|step| text(&step["formula"]).to_owned()).collect::<Vec<_>>();
        let growth = of("经信局");
        assert_eq!(growth["lag"], json!({ "against": "FULL_DEGREE", "points": "12.857143", "due": "1", "reached": "0.871429" }));
        assert_eq!(growth["gap"], json!({ "value": "-0.9", "unit": "percentage points" }));
        assert_eq!(of("生态环境局")["gap"], json!({ "value": "-19", "unit": "percentage points" }), "between two shares in per cent");
        assert_eq!(of("应急管理局")["gap"], json!({ "value": "5", "unit": "起" }));
        assert_eq!(steps(&growth)[2..], ["6.1 - 7 = -0.9", "(1 - 6.1 / 7) × 100 = 12.857143"]);
        assert_eq!(steps(&of("应急管理局"))[2..], ["25 - 20 = 5", "(1 - 20 / 25) × 100 = 20"]);
        assert_eq!(steps(&of("生态环境局"))[2..], ["76 - 95 = -19", "(1 - 76 / 95) × 100 = 20"]);
        assert_eq!(of("科技局")["lag"], json!({ "against": "ELAPSED_SHARE", "points": "30", "due": "0.5", "reached": "0.2" }));

        // A forecast meets the target; without forecasts, what was measured before stands again.
        let zero = |rows: Vec<Value>| rows.iter().any(|row| row[1] == "经信局" && row[2] == "0");
        assert!(zero(told(&app.data(&ask("")).await["report"]["ranking"]["ranked"])));
        assert!(!zero(told(&app.data(&ask("(includeForecasts: false)")).await["report"]["ranking"]["ranked"])));

        // REST says the same, word for word.
        let id = report_id(&app, LINCHUAN).await;
        let rest = got(&app, &format!("/api/v1/reports/{id}/ranking?asOf=2024-06-30")).await;
        for name in ["ranked", "unranked"] {
            assert_eq!(list(&rest[name]["items"]).len(), nodes(&june[name]).len());
            for (ours, theirs) in list(&rest[name]["items"]).iter().zip(nodes(&june[name])) {
                assert_eq!((&ours["rank"], &ours["reason"], &ours["department"]["name"]), (&theirs["rank"], &theirs["reason"], &theirs["department"]["name"]));
                assert_eq!(ours["ratio"]["ratio"], theirs["ratio"]["ratio"]);
                for field in ["lag", "gap", "evidence"] {
                    if name == "ranked" {
                        assert_eq!(ours["worst"][field], theirs["worst"][field], "{field}");
                    }
                }
            }
        }
    }

    async fn two_periods_are_compared_in_all_that_they_print(app: App) {
        take_two(&app).await;
        let ask = |arguments: &str| format!("{{ {LINCHUAN} {{ changes{arguments} {{ from {{ label }} to {{ label }} rule {{ number }}
            statuses {{ nodes {{ task {{ number }} before after beforeText afterText }} }}
            targets {{ nodes {{ task {{ number }} name before after unit beforeComparator afterComparator }} }}
            units {{ nodes {{ task {{ number }} department {{ name }} name before after }} }}
            fell {{ nodes {{ task {{ number }} name before {{ value unit asOf {{ label }} }} after {{ value unit }} }} }}
            measuredOtherwise {{ nodes {{ task {{ number }} before {{ value unit }} after {{ value unit }} }} }}
            newTasks {{ nodes {{ number }} }} withoutUpdate {{ nodes {{ number }} }} }} }} }}");
        let changes = app.data(&ask("")).await["report"]["changes"].clone();
        assert_eq!((&changes["from"]["label"], &changes["to"]["label"]), (&json!("上半年"), &json!("前三季度")));
        assert_eq!(changes["statuses"]["nodes"], json!([
            { "task": { "number": 1 }, "before": "ON_TRACK", "after": "BEHIND", "beforeText": "按时推进", "afterText": "部分滞后" },
            { "task": { "number": 2 }, "before": "AHEAD", "after": "ON_TRACK", "beforeText": "进度较快", "afterText": "按时推进" },
        ]));
        assert_eq!(changes["targets"]["nodes"], json!([{ "task": { "number": 1 }, "name": "新增高新技术企业", "before": "50", "after": "60",
            "unit": "家", "beforeComparator": "AT_LEAST", "afterComparator": "AT_LEAST" }]));
        assert_eq!(changes["units"]["nodes"], json!([
            { "task": { "number": 1 }, "department": { "name": "财政局" }, "name": "财政局", "before": null, "after": "SUPPORT" },
            { "task": { "number": 1 }, "department": { "name": "经信局" }, "name": "经信局", "before": "SUPPORT", "after": null },
        ]));
        assert_eq!(changes["fell"]["nodes"], json!([{ "task": { "number": 1 }, "name": "新增高新技术企业",
            "before": { "value": "20", "unit": "家", "asOf": { "label": "上半年" } }, "after": { "value": "18", "unit": "家" } }]));
        assert_eq!(changes["measuredOtherwise"]["nodes"], json!([{ "task": { "number": 3 },
            "before": { "value": "0.55", "unit": "万人" }, "after": { "value": "8200", "unit": "人" } }]));
        assert_eq!((&changes["newTasks"]["nodes"], &changes["withoutUpdate"]["nodes"]), (&json!([]), &json!([{ "number": 5 }])));
        // Days and printed periods name the same points.
        for arguments in ["(from: \"上半年\", to: \"前三季度\")", "(from: \"2024-07-15\")", "(from: \"2024-06-30\", to: \"2024-12-31\")"] {
            assert_eq!(app.data(&ask(arguments)).await["report"]["changes"], changes, "{arguments}");
        }
        for (unknown, argument) in [("(to: \"上半年\")", "to"), ("(from: \"一季度\")", "from"), ("(to: \"全年\")", "to"), ("(from: \"2024-03-31\")", "from")] {
            let answer = app.ask(&ask(unknown)).await;
            let error = &answer.body["errors"][0];
            assert_eq!((&error["extensions"]["code"], &error["extensions"]["argument"]), (&json!("PERIOD_NOT_COVERED"), &json!(argument)), "{unknown}");
            assert!(text(&error["message"]).contains("上半年 (2024-06-30), 前三季度 (2024-09-30)"), "{error}");
            assert_eq!(answer.body["data"]["report"]["changes"], Value::Null);
        }
        for wrong in ["(from: \"昨天\")", "(from: \"前三季度\", to: \"上半年\")"] {
            assert_eq!(app.code(&ask(wrong)).await, "BAD_USER_INPUT", "{wrong}");
        }
    }

    async fn changes_say_of_how_many_tasks_they_can_speak(app: App) {
        let ask = format!("{{ {LINCHUAN} {{ changes {{ from {{ label }} to {{ label }} coverage {{ numerator denominator ratio }} rule {{ number }}
            statuses {{ totalCount nodes {{ before }} }} newTasks {{ totalCount }} withoutUpdate {{ totalCount }} }} }} }}");
        app.import("half.txt", &bulletin("上半年", first_half())).await;
        let alone = app.data(&ask).await["report"]["changes"].clone();
        let empty = json!({ "totalCount": 0 });
        assert_eq!(alone, json!({ "from": null, "to": { "label": "上半年" }, "coverage": { "numerator": 0, "denominator": 5, "ratio": "0" },
            "rule": { "number": 15 }, "statuses": { "totalCount": 0, "nodes": [] }, "newTasks": empty, "withoutUpdate": empty }));
        let route = format!("/api/v1/reports/{}/changes", report_id(&app, LINCHUAN).await);
        let ours = got(&app, &route).await;
        assert_eq!((&ours["from"], &ours["to"]["label"], &ours["coverage"]), (&Value::Null, &json!("上半年"), &alone["coverage"]));
        assert_eq!(ours["statuses"], json!({ "items": [], "totalCount": 0, "nextCursor": null, "prevCursor": null }));
        assert_eq!(got(&app, &format!("{route}/statuses")).await["items"], json!([]));
        take_two(&app).await;
        let both = app.data(&ask).await["report"]["changes"]["coverage"].clone();
        assert_eq!(both, json!({ "numerator": 4, "denominator": 5, "ratio": "0.8" }), "the fifth task is without an update");
        assert_eq!(got(&app, &route).await["coverage"], both);
        // Who takes a wrong turn is told all that the route takes.
        let odd = app.get(&format!("{route}?unheard=1")).await;
        assert!(text(&odd.body["detail"]).ends_with("this route takes from, to, basis, includeForecasts, first, fields"), "{}", odd.body);
    }

    async fn before_the_first_bulletin_every_question_has_the_same_answer(app: App) {
        take_two(&app).await;
        let day = "asOf: \"2024-01-31\"";
        let data = app.data(&format!("{{ {LINCHUAN} {{ id completion({day}) {{ total period {{ label }} coverage {{ numerator denominator }}
            statusCounts {{ status count }} }} completionBy(dimension: STATUS, {day}) {{ groups {{ nodes {{ key completion {{ total }} }} }} }}
            trend({day}) {{ points {{ period {{ label }} }} }} discrepancies({day}) {{ totalCount }}
            ranking({day}) {{ ranked {{ totalCount }} }}
            agenda({day}) {{ period {{ label }} total behind {{ totalCount }} withoutUpdate {{ totalCount }} unmeasured {{ totalCount }} }}
            tasks(first: 1) {{ nodes {{ effectiveStatus({day}) }} }} }} }}")).await["report"].clone();
        let none = json!({ "totalCount": 0 });
        assert_eq!((&data["completion"]["total"], &data["completion"]["period"]), (&json!(5), &Value::Null));
        assert_eq!(data["completion"]["coverage"], json!({ "numerator": 0, "denominator": 5 }));
        assert_eq!(data["completionBy"]["groups"]["nodes"], json!([{ "key": "UNMEASURED", "completion": { "total": 5 } }]));
        assert_eq!((&data["trend"], &data["discrepancies"], &data["ranking"]["ranked"]), (&json!({ "points": [] }), &none, &none));
        assert_eq!(data["agenda"], json!({ "period": null, "total": 5, "behind": none, "withoutUpdate": none, "unmeasured": { "totalCount": 5 } }));
        assert_eq!(data["tasks"]["nodes"], json!([{ "effectiveStatus": "UNMEASURED" }]));
        let at = |route: &str| format!("/api/v1/reports/{}/{route}?asOf=2024-01-31", text(&data["id"]));
        assert_eq!(got(&app, &at("trend")).await["points"], json!([]));
        for route in ["completion", "ranking", "discrepancies", "agenda", "derivation"] {
            assert_eq!(app.get(&at(route)).await.status.as_u16(), 200, "{route}");
        }
    }

    async fn a_task_that_a_later_bulletin_prints_first_is_new(app: App) {
        let mut rows = first_half();
        app.import("half.txt", &bulletin("上半年", rows.drain(..4).collect())).await;
        app.import("nine.txt", &bulletin("前三季度", first_half())).await;
        let data = app.data(&format!("{{ {LINCHUAN} {{ changes {{ newTasks {{ nodes {{ number }} }} withoutUpdate {{ totalCount }} }} }} }}")).await;
        assert_eq!(data["report"]["changes"], json!({ "newTasks": { "nodes": [{ "number": 5 }] }, "withoutUpdate": { "totalCount": 0 } }));
    }

    async fn contradictions_show_both_sides_with_their_words(app: App) {
        let mut rows = rich_rows();
        rows.push(Row::new("建设筹集保障性租赁住房4000套。", "上半年,建设筹集保障性租赁住房2760套,完成年度目标的73%。", "住建局")
            .status("按时推进"));
        app.import("rich.txt", &bulletin("上半年", rows)).await;
        let data = app.data(&format!("{{ {LINCHUAN} {{ completion {{ discrepancies }} discrepancies {{ totalCount nodes {{ kind rule {{ number }}
            task {{ number }} indicator {{ name status }} printedStatus {{ status text }} computedStatus printedShare computedShare difference
            printedEvidence {{ kind documentId quote span {{ start end }} }} computedEvidence {{ kind documentId quote span {{ start end }} }} }} }} }} }}")).await;
        let found = nodes(&data["report"]["discrepancies"]);
        let of_kind = |kind: &str| found.iter().filter(|row| row["kind"] == kind).collect::<Vec<_>>();
        assert_eq!(json!(of_kind("STATUS").len()), data["report"]["completion"]["discrepancies"]);
        let first = of_kind("STATUS")[0];
        assert_eq!((&first["printedStatus"], &first["computedStatus"]), (&json!({ "status": "ON_TRACK", "text": "按时推进" }), &json!("BEHIND")));
        assert_eq!(first["printedEvidence"][0]["quote"], "按时推进");
        assert_eq!(first["computedEvidence"][1]["quote"], "新增高新技术企业20家");
        let share = of_kind("SHARE");
        assert_eq!(share.len(), 1);
        assert_eq!((&share[0]["printedShare"], &share[0]["computedShare"], &share[0]["difference"]), (&json!("73"), &json!("69"), &json!("4")));
        let words: Vec<&Value> = found.iter().flat_map(|row| list(&row["printedEvidence"]).iter().chain(list(&row["computedEvidence"]))).collect();
        assert!(words.iter().any(|words| words["kind"] == "SHARE"), "{words:?}");
        hold_quotes(&app, &words).await;
    }

    async fn the_agenda_lists_the_worst_first_and_forgets_nothing(app: App) {
        take_two(&app).await;
        let ask = |arguments: &str| format!("{{ {LINCHUAN} {{ agenda{arguments} {{ period {{ label }} total coverage {{ numerator denominator ratio }} rule {{ number }}
            behind {{ totalCount nodes {{ task {{ number }} reportedStatus {{ text }} assessedStatus lag {{ against points }} gap {{ value unit }}
                indicator {{ name }} leads {{ name }} evidence {{ kind documentId quote span {{ start end }} }} }} }}
            withoutUpdate {{ nodes {{ number }} }} unmeasured {{ nodes {{ number }} }} }} }} }}");
        let agenda = app.data(&ask("")).await["report"]["agenda"].clone();
        let behind = nodes(&agenda["behind"]);
        let numbers: Vec<&Value> = behind.iter().map(|item| &item["task"]["number"]).collect();
        assert_eq!(numbers, [1, 5], "{agenda}");
        // 18 of 60 at three quarters of the year; 1200 of 3000 at the half year, of which the newest bulletin says nothing.
        assert_eq!((&behind[0]["lag"]["points"], &behind[1]["lag"]["points"]), (&json!("45"), &json!("10")));
        assert_eq!(behind[0]["gap"], json!({ "value": "-42", "unit": "家" }));
        assert_eq!((&behind[0]["leads"], &behind[1]["leads"]), (&json!([{ "name": "科技局" }]), &json!([{ "name": "人社局" }])));
        assert_eq!(behind[0]["reportedStatus"]["text"], "部分滞后");
        assert_eq!(agenda["coverage"], json!({ "numerator": 4, "denominator": 5, "ratio": "0.8" }), "{agenda}");
        assert_eq!((&agenda["withoutUpdate"]["nodes"], &agenda["unmeasured"]["nodes"]), (&json!([{ "number": 5 }]), &json!([{ "number": 4 }])));
        hold_quotes(&app, &behind.iter().flat_map(|item| list(&item["evidence"])).collect::<Vec<_>>()).await;
        let then = app.data(&ask("(asOf: \"2024-06-30\")")).await["report"]["agenda"].clone();
        assert_eq!((&then["period"]["label"], &then["withoutUpdate"]["nodes"]), (&json!("上半年"), &json!([])));
    }

    async fn measures_are_compared_in_one_unit_or_not_at_all(app: App) {
        app.import("a.txt", &bulletin("上半年", first_half())).await;
        app.import("b.txt", &Bulletin::new("青禾县2024年政府工作报告重点工作完成情况(上半年)", vec![
            Row::new("城镇新增就业8000人以上。", "上半年,城镇新增就业5200人。", "人社局"),
            Row::new("完成绿化造林500亩。", "上半年,完成绿化造林200亩。", "林业局"),
        ]).text()).await;
        let ask = |arguments: &str| format!("{{ compare({arguments}) {{ canonicalName kind unit rule {{ number }} coverage {{ numerator denominator ratio }}
            rows {{ nodes {{ report {{ jurisdiction {{ name }} }} indicator {{ name target unit attainment gap status latestMeasurement {{ value unit asOf {{ label }} }} }}
                target actual comparable reason }} }} without {{ jurisdiction {{ name }} }} }} }}");
        let data = app.data(&ask("canonicalNames: [\"新增城镇就业\"]")).await;
        let found = &data["compare"][0];
        assert_eq!((&found["canonicalName"], &found["unit"], &found["kind"]), (&json!("城镇新增就业"), &json!("万人"), &json!("AMOUNT")));
        let row = |row: &Value| json!([row["report"]["jurisdiction"]["name"], row["target"], row["actual"], row["comparable"], row["indicator"]["attainment"]]);
        let rows: Vec<Value> = nodes(&found["rows"]).iter().map(row).collect();
        assert_eq!(json!(rows), json!([["临川市", "1", "0.55", true, "0.55"], ["青禾县", "0.8", "0.52", true, "0.65"]]));
        assert_eq!(found["coverage"], json!({ "numerator": 2, "denominator": 2, "ratio": "1" }));
        let data = app.data(&ask("canonicalNames: [\"城镇新增就业\"], unit: \"亩\"")).await;
        assert!(nodes(&data["compare"][0]["rows"]).iter().all(|row| row["comparable"] == false && row["target"].is_null()
            && text(&row["reason"]).contains("no exact conversion")));
        let data = app.data(&ask("canonicalNames: [\"完成绿化造林\", \"无此指标\"], years: [2024]")).await;
        assert_eq!(list(&data["compare"]).len(), 1);
        assert_eq!(data["compare"][0]["without"], json!([{ "jurisdiction": { "name": "临川市" } }]));
        let data = app.data(&ask("canonicalNames: [\"城镇新增就业\"], jurisdictions: [\"青禾县\"], years: [2023]")).await;
        assert_eq!(data["compare"], json!([]));
        for wrong in ["canonicalNames: []", "canonicalNames: [\"\"]"] {
            assert_eq!(app.code(&ask(wrong)).await, "BAD_USER_INPUT", "{wrong}");
        }
    }

    async fn a_status_is_derived_down_to_the_words_that_stand_there(app: App) {
        let mut rows = rich_rows();
        rows.push(Row::new("建设筹集保障性租赁住房4000套。", "上半年,建设筹集保障性租赁住房2760套,完成年度目标的73%。", "住建局"));
        app.import("rich.txt", &bulletin("上半年", rows)).await;
        let data = app.data(&format!("{{ {LINCHUAN} {{ tasks(first: 10) {{ nodes {{ number subNumber effectiveStatus assessedStatus completion
            status: derivation {{ {0} }} assessed: derivation(basis: ASSESSED) {{ {0} }} then: derivation(asOf: \"2024-01-31\") {{ {0} }}
            completed: derivation(of: COMPLETION) {{ {0} }}
            indicators {{ status derivation {{ {0} }} assessment {{ attainment lead }} }} }} }} }} }}", tree(4))).await;
        let tasks = nodes(&data["report"]["tasks"]);
        let mut evidence = Vec::new();
        for task in tasks {
            assert_eq!(task["status"]["value"], task["effectiveStatus"]);
            assert_eq!(task["assessed"]["value"], task["assessedStatus"]);
            assert_eq!(task["completed"]["value"], task["completion"]);
            assert_eq!(task["then"]["value"], "UNMEASURED", "no bulletin was in view");
            for indicator in list(&task["indicators"]) {
                let derived = &indicator["derivation"];
                assert_eq!(derived["value"], indicator["status"]);
                let value = |label: &str| all(derived).into_iter().find(|node| text(&node["label"]).starts_with(label)).map(|node| node["value"].clone());
                if let Some(attainment) = value("attainment") {
                    assert_eq!(attainment, indicator["assessment"]["attainment"]);
                }
                assert_eq!(value("lead").unwrap_or_default(), indicator["assessment"]["lead"]);
            }
            for node in [&task["status"], &task["assessed"], &task["completed"]].into_iter().flat_map(all) {
                assert_eq!(whole(&node["inputCount"]), list(node.get("inputs").unwrap_or(&json!([]))).len() as u64, "{node}");
                if node["evidence"].is_null() {
                    continue;
                }
                // What a leaf says is printed in the words that it quotes.
                let quote = text(&node["evidence"]["quote"]);
                let said = text(&node["formula"]).split_whitespace().next().expect("a first word");
                assert!(quote.contains(said), "{quote} does not print {said}");
                evidence.push(&node["evidence"]);
            }
        }
        let kinds: Vec<&str> = ["TARGET", "FIGURE", "STATUS", "SHARE"].into_iter()
            .filter(|kind| evidence.iter().any(|words| words["kind"] == *kind)).collect();
        assert_eq!(kinds.len(), 4, "{kinds:?}");
        hold_quotes(&app, &evidence).await;
    }

    async fn a_formula_can_be_redone_by_hand(app: App) {
        app.import("half.txt", &half_year()).await;
        let data = app.data("{ tasks(first: 1) { nodes { derivation { formula inputs { label formula inputs { formula inputs { label formula
            inputs { formula evidence { quote } } } } } } } } }").await;
        let node = &nodes(&data["tasks"])[0]["derivation"];
        assert_eq!(node["formula"], "no status is printed, so the computed one stands: BEHIND");
        assert_eq!(node["inputs"][0]["formula"], "the worst of BEHIND is BEHIND; 1 of 1 targets are measured");
        let indicator = &node["inputs"][0]["inputs"][0];
        assert_eq!(indicator["formula"], "0.4 is less than 0.5: BEHIND");
        let steps: Vec<&str> = list(&indicator["inputs"]).iter().map(|step| text(&step["formula"])).collect();
        assert_eq!(steps, ["20 / 50 = 0.4", "6 / 12 = 0.5", "(20 / 50 - 6 / 12) × 100 = -10", "20 - 50 = -30"]);
        let leaves: Vec<&str> = list(&indicator["inputs"][0]["inputs"]).iter().map(|leaf| text(&leaf["evidence"]["quote"])).collect();
        assert_eq!(leaves, ["新增高新技术企业20家", "新增高新技术企业50家以上"]);
    }

    async fn a_ratio_is_derived_from_its_tasks_a_page_at_a_time(app: App) {
        app.import("long.txt", &long("云溪市", 45)).await;
        let data = app.data("{ reports { nodes { completion { onTrack { numerator denominator ratio } } } } }").await;
        let ratio = &nodes(&data["reports"])[0]["completion"]["onTrack"];
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let data = app.data(&format!("{{ reports {{ nodes {{ completion {{ derivation(of: ON_TRACK, first: 20{after}) {{ formula value inputCount
                inputs {{ formula value task {{ id number effectiveStatus }} }} }} }} }} }} }}")).await;
            let node = &nodes(&data["reports"])[0]["completion"]["derivation"];
            assert_eq!((&node["inputCount"], &node["value"]), (&json!(45), &ratio["ratio"]));
            assert_eq!(node["formula"], format!("{} / {} = {}", ratio["numerator"], ratio["denominator"], text(&ratio["ratio"])));
            let page = list(&node["inputs"]);
            assert!(page.len() <= 20);
            let Some(last) = page.last() else { break };
            after = format!(", after: {}", last["task"]["id"]);
            seen.extend(page.iter().cloned());
        }
        assert_eq!(seen.len(), 45);
        assert!(seen.iter().all(|step| step["value"] == step["task"]["effectiveStatus"]));
        let above = seen.iter().filter(|step| text(&step["formula"]).ends_with("counts above and below the line")).count();
        assert_eq!(json!(above), ratio["numerator"]);
        assert_eq!(app.code("{ reports { nodes { completion { derivation(first: 101) { value } } } } }").await, "BAD_USER_INPUT");
    }

    async fn lead_tasks_of_a_dimension_reconcile_with_the_report(app: App) {
        app.import("rich.txt", &rich()).await;
        let data = app.data(&format!("{{ {LINCHUAN} {{ led: completion(role: LEAD) {{ {RATIOS} }}
            completionBy(dimension: DEPARTMENT, role: LEAD) {{ total {{ {RATIOS} }} memberships ungrouped
                groups(first: 100) {{ nodes {{ department {{ name }} tasks(first: 100) {{ nodes {{ id }} }} }} }} }} }} }}")).await;
        let found = &data["report"]["completionBy"];
        assert_eq!((&found["total"], &found["ungrouped"]), (&data["report"]["led"], &json!(0)));
        let mut tasks: Vec<&str> = nodes(&found["groups"]).iter().flat_map(|group| nodes(&group["tasks"])).map(|task| text(&task["id"])).collect();
        assert_eq!(json!(tasks.len()), found["memberships"]);
        tasks.sort_unstable();
        tasks.dedup();
        assert_eq!(json!(tasks.len()), found["total"]["total"], "each task once is the report's total");
    }

    async fn rest_gives_the_analytics_of_graphql(app: App) {
        take_two(&app).await;
        let id = report_id(&app, LINCHUAN).await;
        let data = app.data(&format!("{{ {LINCHUAN} {{
            by: completionBy(dimension: STATUS) {{ partition memberships ungrouped groups(first: 100) {{ totalCount nodes {{ key label completion {{ {RATIOS} }} }} }} }}
            trend {{ points {{ completion {{ {RATIOS} }} change {{ completed onTrack coverage meanCompletion elapsedShare }} }} }}
            ranking(by: LEAD, order: WORST_FIRST, minCoverage: \"0.5\") {{ ranked {{ nodes {{ rank ratio {{ numerator denominator ratio }} department {{ name }} }} }} unranked {{ totalCount }} }}
            changes {{ statuses {{ nodes {{ before after beforeText afterText }} }} units {{ nodes {{ name before after }} }} fell {{ nodes {{ name before {{ value unit }} }} }} }}
            discrepancies {{ totalCount nodes {{ kind printedShare computedStatus }} }}
            agenda {{ coverage {{ numerator denominator ratio }} behind {{ totalCount nodes {{ task {{ number }} lag {{ against points }} evidence {{ kind documentId quote span {{ start end }} }} }} }} }}
            completion {{ derivation(of: COVERAGE) {{ {} }} }}
            tasks(first: 1) {{ nodes {{ id derivation(basis: ASSESSED) {{ {} }} }} }} }}
            compare(canonicalNames: [\"城镇新增就业\"]) {{ unit rows {{ nodes {{ target actual comparable }} }} coverage {{ numerator denominator ratio }} }} }}", tree(1), tree(4))).await;
        let ours = &data["report"];
        let at = |path: &str| format!("/api/v1/reports/{id}/{path}");
        holds(&got(&app, &at("completion?by=STATUS&first=100")).await, &ours["by"]);
        holds(&got(&app, &at("trend")).await, &ours["trend"]);
        let ranking = got(&app, &at("ranking?by=LEAD&minCoverage=0.5")).await;
        holds(&ranking["ranked"], &ours["ranking"]["ranked"]);
        assert_eq!(ranking["unranked"]["totalCount"], ours["ranking"]["unranked"]["totalCount"]);
        let changes = got(&app, &at("changes?from=2024-06-30")).await;
        for kind in ["statuses", "units", "fell"] {
            holds(&changes[kind], &ours["changes"][kind]);
        }
        holds(&got(&app, &at("discrepancies")).await, &ours["discrepancies"]);
        let agenda = got(&app, &at("agenda")).await;
        holds(&agenda["behind"], &ours["agenda"]["behind"]);
        assert_eq!(agenda["coverage"], ours["agenda"]["coverage"]);
        holds(&got(&app, &at("derivation?of=COVERAGE")).await, &ours["completion"]["derivation"]);
        let task = &nodes(&ours["tasks"])[0];
        holds(&got(&app, &format!("/api/v1/tasks/{}/derivation?basis=ASSESSED", text(&task["id"]))).await, &task["derivation"]);
        let compare = got(&app, "/api/v1/compare?canonicalNames=%E5%9F%8E%E9%95%87%E6%96%B0%E5%A2%9E%E5%B0%B1%E4%B8%9A").await;
        holds(&compare["items"], &data["compare"]);
        let twice = got(&app, "/api/v1/compare?canonicalNames=%E6%97%A0%EF%BC%8C%E5%9F%8E%E9%95%87%E6%96%B0%E5%A2%9E%E5%B0%B1%E4%B8%9A").await;
        assert_eq!(twice["items"], compare["items"], "a Chinese comma divides, too");

        for route in ["completion", "trend", "ranking", "changes", "discrepancies", "agenda", "derivation"] {
            let odd = app.get(&at(&format!("{route}?unheard=1"))).await;
            assert_eq!((odd.status.as_u16(), &odd.body["argument"]), (400, &json!("unheard")), "{route}");
            let nobody = app.get(&format!("/api/v1/reports/00000000-0000-0000-0000-000000000001/{route}")).await;
            assert_eq!(nobody.status.as_u16(), 404, "{route}");
        }
        for (wrong, argument) in [("ranking?minCoverage=2", "minCoverage"), ("completion?first=3", "first"), ("completion?by=COLOUR", "by"),
            ("changes?from=never", "from"), ("derivation?first=101", "first")] {
            let answer = app.get(&at(wrong)).await;
            assert_eq!((answer.status.as_u16(), &answer.body["argument"]), (400, &json!(argument)), "{wrong}: {}", answer.body);
        }
        for (query, argument) in [("", "canonicalNames"), ("canonicalNames=", "canonicalNames"), ("canonicalNames=a&jurisdictions=a,,b", "jurisdictions")] {
            let answer = app.get(&format!("/api/v1/compare?{query}")).await;
            assert_eq!((answer.status.as_u16(), &answer.body["argument"]), (400, &json!(argument)), "{query}: {}", answer.body);
        }
    }
}

/// Holds a body of REST against what GraphQL gave: every field that GraphQL was asked for; a page is `items` and a list
/// `nodes`.
#[track_caller]
fn holds(theirs: &Value, ours: &Value) {
    match ours {
        Value::Object(fields) => {
            for (name, ours) in fields {
                let name = if name == "nodes" { "items" } else { name.as_str() };
                holds(&theirs[name], ours);
            }
        }
        Value::Array(rows) => {
            assert_eq!(list(theirs).len(), rows.len(), "{theirs}\n{ours:?}");
            for (theirs, ours) in list(theirs).iter().zip(rows) {
                holds(theirs, ours);
            }
        }
        _ => assert_eq!(theirs, ours),
    }
}
