//! Results and notes of documents: kept, found by measure, and gone with their document.

use serde_json::{Value, json};

use crate::support::bulletin::{narrative, plan};
use crate::support::on_both;

on_both! {
    async fn results_and_notes_are_shown_on_both_surfaces(app: App) {
        let told = app.import("told.txt", &narrative()).await;
        app.import("plan.txt", &plan()).await;
        let data = app.data(&format!("{{
            document(id: \"{}\") {{ glossary {{ totalCount }} results(first: 2) {{ totalCount pageInfo {{ hasNextPage endCursor }}
                nodes {{ position name canonicalName value unit kind quote section span {{ start end }} document {{ id }} }} }} }}
            report(jurisdiction: \"青禾县\", year: 2024) {{ id
                results(canonicalName: \"一般公共预算收入\") {{ nodes {{ value unit kind quote }} }}
                glossary {{ nodes {{ number term definition document {{ kind }} }} }} }} }}", told.document_id)).await;
        let document = &data["document"];
        assert_eq!((&document["glossary"]["totalCount"], &document["results"]["totalCount"]), (&json!(0), &json!(4)));
        let first = &document["results"]["nodes"][0];
        assert_eq!((&first["canonicalName"], &first["value"], &first["unit"], &first["kind"]),
            (&json!("固定资产投资"), &json!("8.2"), &json!("亿元"), &json!("AMOUNT")), "{document}");
        assert_eq!(first["document"]["id"], json!(told.document_id));
        let report = &data["report"];
        assert_eq!(report["results"]["nodes"], json!([
            { "value": "4.1", "unit": "%", "kind": "GROWTH", "quote": "一般公共预算收入增长4.1%" },
        ]));
        assert_eq!(report["glossary"]["nodes"], json!([{
            "number": 1, "term": "青禾实验室", "document": { "kind": "PLAN" },
            "definition": "指由县政府与省内高校共建的新型研发机构。",
        }]));

        let of = format!("/api/v1/documents/{}", told.document_id);
        let page = app.get(&format!("{of}/results?first=2")).await.body;
        assert_eq!((&page["totalCount"], &page["nextCursor"]), (&json!(4), &document["results"]["pageInfo"]["endCursor"]));
        for (theirs, ours) in page["items"].as_array().expect("items").iter().zip(document["results"]["nodes"].as_array().expect("nodes")) {
            for name in ["position", "name", "canonicalName", "value", "unit", "kind", "quote", "section", "span"] {
                assert_eq!(theirs[name], ours[name], "{name}");
            }
        }
        let rest = app.get(&format!("{of}/results?after={}", page["nextCursor"].as_str().expect("a cursor"))).await.body;
        assert_eq!((rest["items"].as_array().map(Vec::len), &rest["nextCursor"]), (Some(2), &Value::Null));
        let report = format!("/api/v1/reports/{}", report["id"].as_str().expect("an id"));
        let notes = app.get(&format!("{report}/glossary")).await.body;
        assert_eq!(notes["items"][0]["term"], "青禾实验室");
        let one = app.get(&format!("{report}/results?canonicalName=%E4%B8%80%E8%88%AC%E5%85%AC%E5%85%B1%E9%A2%84%E7%AE%97%E6%94%B6%E5%85%A5")).await;
        assert_eq!((one.status.as_u16(), &one.body["totalCount"]), (200, &json!(1)));
        for path in ["documents", "reports"] {
            for list in ["results", "glossary"] {
                let missing = app.get(&format!("/api/v1/{path}/00000000-0000-0000-0000-000000000000/{list}")).await;
                assert_eq!((missing.status.as_u16(), &missing.body["code"]), (404, &json!("NOT_FOUND")));
            }
        }
    }

    async fn a_correction_brings_its_own_and_an_undo_the_earlier_ones_back(app: App) {
        app.import("told.txt", &narrative()).await;
        let values = "{ report(jurisdiction: \"青禾县\", year: 2024) { results { nodes { value document { fileName } } } } }";
        let before = app.data(values).await;
        let rows = app.dump().await["result"].clone();
        let second = app.import("corrected.txt", &narrative().replace("固定资产投资8.2亿元", "固定资产投资8.4亿元")).await;
        let now = app.data(values).await;
        let nodes = now["report"]["results"]["nodes"].as_array().expect("results").clone();
        assert_eq!(nodes.len(), 4, "those of the version in force alone");
        assert!(nodes.iter().all(|node| node["document"]["fileName"] == "corrected.txt"));
        assert_eq!(nodes[0]["value"], "8.4");
        app.data(&format!("mutation {{ undoDocument(id: \"{}\") {{ file }} }}", second.document_id)).await;
        assert_eq!(app.data(values).await, before);
        assert_eq!(app.dump().await["result"], rows, "the very rows");
    }
}
