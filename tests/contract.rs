//! The documents that clients build on are those that the code gives.

use std::fs;
use std::path::Path;

fn assert_checked_in(file: &str, generated: &str, command: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept.trim_end() == generated.trim_end(),
        "{file} is not what the code gives; run: {command} > {file}"
    );
}

#[test]
fn schema_graphql_is_what_the_code_gives() {
    assert_checked_in("schema.graphql", &taizhang::graphql::sdl(), "cargo run -- schema");
}

#[test]
fn openapi_json_is_what_the_code_gives() {
    assert_checked_in("openapi.json", &taizhang::rest::openapi(), "cargo run -- schema --openapi");
}

#[test]
fn the_page_of_codes_is_what_the_code_gives() {
    assert_checked_in("docs/errors.md", &taizhang::codes::page(), "cargo run -- schema --errors");
}
