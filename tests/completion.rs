//! Completion ratios, from an imported bulletin to both surfaces.

use serde_json::json;

use crate::support::bulletin::{half_year, nine_months};
use crate::support::on_both;

on_both! {
    async fn a_bulletin_gives_counts_ratios_and_coverage(app: App) {
        app.import("half.txt", &half_year()).await;
        let data = app.data("{ report(jurisdiction: \"青禾县\", year: 2024) { completion {
            total completed { numerator denominator ratio } onTrack { numerator denominator ratio }
            coverage { numerator denominator ratio } meanCompletion elapsedShare discrepancies
            statusCounts { status count } } } }").await;
        assert_eq!(data["report"]["completion"], json!({
            "total": 4,
            "completed": { "numerator": 0, "denominator": 4, "ratio": "0" },
            "onTrack": { "numerator": 1, "denominator": 3, "ratio": "0.333333" },
            "coverage": { "numerator": 3, "denominator": 4, "ratio": "0.75" },
            // (20/50 + 72/100 + 6.1/7) / 3
            "meanCompletion": "0.66381",
            "elapsedShare": "0.5",
            "discrepancies": 0,
            "statusCounts": [
                { "status": "COMPLETED", "count": 0 }, { "status": "AHEAD", "count": 1 },
                { "status": "ON_TRACK", "count": 0 }, { "status": "BEHIND", "count": 2 },
                { "status": "NOT_STARTED", "count": 0 }, { "status": "UNMEASURED", "count": 1 },
            ],
        }));
    }

    async fn a_later_bulletin_moves_the_report_and_the_earlier_state_can_be_asked_for(app: App) {
        app.import("half.txt", &half_year()).await;
        let second = app.import("nine.txt", &nine_months()).await;
        assert_eq!((second.counts.tasks.created, second.counts.tasks.unchanged), (0, 4));
        let data = app.data("{ report(jurisdiction: \"青禾县\", year: 2024) {
            now: completion { completed { numerator } elapsedShare period { label } }
            then: completion(asOf: \"2024-06-30\") { completed { numerator } elapsedShare period { label } } } }").await;
        assert_eq!(data["report"], json!({
            "now": { "completed": { "numerator": 1 }, "elapsedShare": "0.75", "period": { "label": "前三季度" } },
            "then": { "completed": { "numerator": 0 }, "elapsedShare": "0.5", "period": { "label": "上半年" } },
        }));
    }
}
