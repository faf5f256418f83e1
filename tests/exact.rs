//! Decimals are exact from print to answer, on both databases.

use entity::{Exact, unlinked_share};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

use crate::support::bulletin::{Bulletin, Row, half_year};
use crate::support::on_both;

/// Values of every size, scale and sign that a decimal can have, the extremes among them.
fn decimals(count: usize) -> Vec<Decimal> {
    let strategy = (0..=Decimal::MAX.mantissa(), 0..=28_u32, proptest::bool::ANY).prop_map(
        |(mantissa, scale, negative)| {
            Decimal::from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale)
        },
    );
    let mut runner = TestRunner::default();
    let mut value = || strategy.new_tree(&mut runner).expect("a decimal").current();
    let mut values: Vec<Decimal> = (0..count).map(|_| value()).collect();
    let extremes = ["0.0", "-0.00", "0.1", "1.10", "3.73", "-20.78", "0.0000000000000000000000000001"];
    values.extend(extremes.map(|text| text.parse::<Decimal>().expect("a decimal")));
    values.extend([Decimal::MAX, Decimal::MIN]);
    values
}

on_both! {
    async fn any_decimal_comes_back_as_it_was_written(app: App) {
        app.import("half.txt", &half_year()).await;
        let update = entity::progress_update::Entity::find().one(&app.ledger.db).await.expect("a row");
        let update = update.expect("an update");
        let values = decimals(200);
        let rows = values.iter().zip(1000..).map(|(value, position)| unlinked_share::ActiveModel {
            id: Set(app.ledger.ambient.new_id()),
            progress_update_id: Set(update.id),
            position: Set(position),
            percent: Set(Exact(*value)),
            quote: Set("一成".to_owned()),
            span_start: Set(0),
            span_end: Set(2),
        });
        unlinked_share::Entity::insert_many(rows)
            .exec_without_returning(&app.ledger.db)
            .await
            .expect("every decimal is taken");
        let kept = unlinked_share::Entity::find()
            .order_by_asc(unlinked_share::Column::Position)
            .all(&app.ledger.db)
            .await
            .expect("every decimal is read");
        let kept: Vec<Decimal> = kept.iter().map(|row| row.percent.0).collect();
        assert_eq!(kept, values);
    }

    async fn equal_values_are_equal_text(app: App) {
        app.import("half.txt", &half_year()).await;
        for written in ["50", "50.0", "50.000"] {
            let value: Decimal = written.parse().expect("a decimal");
            let rows = entity::indicator::Entity::update_many()
                .col_expr(entity::indicator::Column::Target, sea_orm::sea_query::Expr::value(Exact(value)))
                .exec(&app.ledger.db)
                .await
                .expect("written");
            assert_eq!(rows.rows_affected, 3);
            assert_eq!(app.texts("SELECT DISTINCT target FROM indicator").await, ["50"]);
        }
    }

    async fn text_that_is_no_decimal_is_refused(app: App) {
        app.import("half.txt", &half_year()).await;
        let columns = [
            ("indicator", "target"), ("indicator", "target_high"), ("measurement", "value"),
            ("measurement", "value_high"), ("measurement", "share"), ("task", "completion"),
        ];
        let garbage = [
            "", " ", "abc", "1e5", "1E5", "NaN", "Infinity", "1,000", "１", "五", ".5", "5.", "-", "--5", "5-3", "1.2.3",
            "+5", " 5", "5 ", "5\n", "0x10", "-.5",
        ];
        for (table, column) in columns {
            for value in garbage {
                let written = app.sql(&format!("UPDATE {table} SET {column} = '{value}'")).await;
                assert!(written.is_err(), "{table}.{column} took {value:?}");
            }
        }
        for value in ["5", "-5", "0", "0.5", "-12.75", "79228162514264337593543950335"] {
            app.sql(&format!("UPDATE indicator SET target = '{value}'")).await.expect(value);
        }
    }

    async fn a_printed_figure_reaches_both_surfaces_digit_for_digit(app: App) {
        let row = Row::new(
            "完成固定资产投资12345678901.123456789亿元。",
            "上半年,完成固定资产投资6172839450.5617283945亿元。",
            "发改局",
        );
        app.import("long.txt", &Bulletin::new("青禾县2024年政府工作报告重点工作完成情况(上半年)", vec![row]).text()).await;
        let data = app.data("{ tasks(first: 1) { nodes { id indicators { target latestMeasurement { value } attainment } } } }").await;
        let task = &data["tasks"]["nodes"][0];
        assert_eq!(task["indicators"], json!([{
            "target": "12345678901.123456789",
            "latestMeasurement": { "value": "6172839450.5617283945" },
            "attainment": "0.5",
        }]));
        let rest = app.get(&format!("/api/v1/tasks/{}", task["id"].as_str().expect("an id"))).await.body;
        assert_eq!(rest["indicators"][0]["target"], "12345678901.123456789");
        assert_eq!(rest["indicators"][0]["latestMeasurement"]["value"], "6172839450.5617283945");
        assert_eq!(rest["indicators"][0]["assessment"]["attainment"], "0.5");
    }
}
