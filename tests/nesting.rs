//! The deepest filters, on a thread of the size that the server runs its requests on.

use axum::http::StatusCode;
use serde_json::json;
use taizhang::view::filter::MOST_DEPTH;

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::Kind;

/// What a thread of the runtime has, unless somebody asks for more.
const STACK: usize = 2 << 20;

/// Runs a story on a thread of half the size, so that twice the need would still do.
fn on_a_small_thread(story: impl AsyncFnOnce(App) + Send + 'static) {
    let run = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            // An import takes what it takes; it is the requests that are measured.
            let app = App::start(Kind::Sqlite).await;
            app.import("half.txt", &half_year()).await;
            story(app).await;
        });
    };
    let thread = std::thread::Builder::new().stack_size(STACK / 2).spawn(run).expect("a thread");
    thread.join().expect("the story ends well");
}

/// `{ not: { not: … { number: { eq: 1 } } } }` with so many levels; `and` and `or` are lists beside.
fn nested(levels: usize, word: &str) -> String {
    let (open, close) = if word == "not" { ("{ not: ", " }") } else { ("{ WORD: [", "] }") };
    format!("{}{{ number: {{ eq: 1 }} }}{}", open.replace("WORD", word).repeat(levels), close.repeat(levels))
}

#[test]
fn the_deepest_filter_is_taken_and_a_deeper_one_refused_on_both_surfaces() {
    on_a_small_thread(async |app| {
        for word in ["not", "and", "or"] {
            let brackets = if word == "not" { "[not]".to_owned() } else { format!("[{word}][0]") };
            for (levels, taken) in [
                (MOST_DEPTH, true),
                (MOST_DEPTH + 1, false),
                (15, false),
                (20, false),
                (45, false),
                (60, false),
                (1000, false),
            ] {
                let filter = nested(levels, word);
                let query = format!("{{ tasks(filter: {filter}) {{ totalCount }} }}");
                let variables: serde_json::Value = {
                    let json = filter.replace("number", "\"number\"").replace("eq", "\"eq\"");
                    serde_json::from_str(&json.replace(&format!("{word}:"), &format!("\"{word}\":")))
                        .unwrap_or_default()
                };
                let answers = [
                    app.ask(&query).await,
                    app.ask_with(
                        "query($f: TaskFilter) { tasks(filter: $f) { totalCount } }",
                        &json!({ "f": variables }),
                    )
                    .await,
                ];
                for answer in answers.iter().filter(|_| taken || levels < 60 || !variables.is_null()) {
                    let errors = answer.body.get("errors");
                    assert_eq!(errors.is_none(), taken, "{levels} {word}: {}", answer.body);
                    let code =
                        errors.map(|errors| errors[0]["extensions"]["code"].as_str().unwrap_or_default());
                    assert!(
                        code.is_none_or(
                            |code| ["BAD_USER_INPUT", "QUERY_TOO_DEEP", "BAD_REQUEST"].contains(&code)
                        ),
                        "{levels} {word}: {code:?}"
                    );
                }
                let rest =
                    app.get(&format!("/api/v1/tasks?filter{}[number][eq]=1", brackets.repeat(levels))).await;
                let wanted = if taken { StatusCode::OK } else { StatusCode::BAD_REQUEST };
                assert_eq!(rest.status, wanted, "{levels} {word}: {}", rest.body);
            }
        }
    });
}
