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
