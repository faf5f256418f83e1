//! What the log says of a request that failed.

use std::fs;

use crate::support::database::{connection, look};
use crate::support::process::Server;

#[tokio::test]
async fn the_cause_of_a_failure_stands_in_the_log_under_the_request_id() {
    let folder = tempfile::tempdir().expect("a folder");
    // The id is there however little is logged.
    fs::write(folder.path().join("taizhang.toml"), "[log]\nfilter = \"error\"").expect("a file");
    let server = Server::start(folder.path(), &[]);
    let url = format!("sqlite://{}", folder.path().join("taizhang.db").display());
    let db = taizhang::store::connect::open(&connection(&url)).await.expect("it opens");
    look::change(&db, "DROP TABLE finding").await;
    for path in ["/api/v1/findings", "/graphql?query=%7Bfindings%7BtotalCount%7D%7D"] {
        let answer = server.get(path);
        assert!(answer.contains("INTERNAL") && !answer.contains("no such table"), "{path}: {answer}");
        let id = answer.lines().find_map(|line| line.strip_prefix("x-request-id: ")).expect("an id");
        let log = fs::read_to_string(folder.path().join("server.log")).expect("a log");
        let cause = log.lines().find(|line| line.contains(id.trim()));
        assert!(cause.is_some_and(|line| line.contains("no such table")), "{path}: {id} is not in {log}");
    }
    assert_eq!(server.stop(), Some(0));
}

#[tokio::test]
async fn the_line_of_a_request_names_the_operation_that_ran() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    for query in ["query%20Alone%7B__typename%7D", "%7B__typename%7D"] {
        let answer = server.get(&format!("/graphql?query={query}"));
        assert!(answer.contains("\"Query\""), "{answer}");
    }
    server.get("/graphql?query=query%20One%7B__typename%7D%20query%20Two%7B__typename%7D&operationName=Two");
    assert_eq!(server.stop(), Some(0));
    let log = fs::read_to_string(folder.path().join("server.log")).expect("a log");
    let operations: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("path=\"/graphql\""))
        .filter_map(|line| line.split_once("operation=\"")?.1.split('"').next())
        .collect();
    assert_eq!(operations, ["Alone", "-", "Two"], "{log}");
}
