//! The command line: help, settings and their order, and what each command prints.

use std::fs;

use serde_json::Value;

use crate::support::bulletin::{half_year, nine_months};
use crate::support::process::{Server, run, taizhang};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("half.txt"), half_year()).expect("a file");
    fs::write(folder.path().join("nine.txt"), nine_months()).expect("a file");
    folder
}

#[test]
fn the_help_of_every_command_shows_an_example() {
    let folder = folder();
    let help = run(folder.path(), &["--help"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    let listed = help.out.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    for command in ["serve", "migrate", "schema", "demo", "import", "parse"] {
        assert!(commands.contains(&command), "{command} is not in {commands:?}");
    }
    for command in commands.into_iter().filter(|command| *command != "help") {
        let help = run(folder.path(), &[command, "--help"]);
        assert_eq!(help.code, Some(0), "{command}");
        assert!(help.out.contains("Example:\n  taizhang "), "{command}: {}", help.out);
    }
    assert!(run(folder.path(), &["--version"]).out.starts_with("taizhang "));
    assert_eq!(run(folder.path(), &["importt"]).code, Some(2));
    assert_eq!(run(folder.path(), &["import"]).code, Some(2));
}

#[test]
fn a_wrong_setting_stops_the_start_and_is_named() {
    let folder = folder();
    let files = [
        ("listen = \"here\"", "listen"),
        ("listen = \"127.0.0.1:99999\"", "listen"),
        ("colour = \"red\"", "colour"),
        ("[limits]\nquery_depth = \"deep\"", "limits.query_depth"),
        ("[limits]\nquery_depth = -1", "limits.query_depth"),
        ("[limits]\ndepth = 3", "depth"),
        ("[limits]\ntimeout_seconds = 0", "limits.timeout_seconds"),
        ("[database]\nmax_connections = 0", "database.max_connections"),
        ("[assessment]\nahead_margin = \"1.5\"", "assessment.ahead_margin"),
        ("[assessment]\nahead_margin = \"ten\"", "assessment.ahead_margin"),
        ("[log]\nformat = \"xml\"", "log.format"),
        ("[log]\nfilter = \"taizhang=loud\"", "log.filter"),
        ("[ingest]\nfile_bytes = \"many\"", "ingest.file_bytes"),
        ("database_url = \"mysql://localhost/x\"", "database_url"),
        ("listen", "taizhang.toml"),
    ];
    for (text, key) in files {
        fs::write(folder.path().join("taizhang.toml"), text).expect("a file");
        let ended = run(folder.path(), &["migrate"]);
        assert_eq!(ended.code, Some(1), "{text}: {}", ended.out);
        assert!(ended.err.starts_with("taizhang: ") && ended.err.contains(key), "{text}: {}", ended.err);
        assert!(ended.err.contains("set in TOML file (taizhang.toml)"), "{text}: {}", ended.err);
        for words in ["usize", "u64", "struct", "Decimal type", "`one of"] {
            assert!(!ended.err.contains(words), "{text}: {}", ended.err);
        }
    }
    fs::remove_file(folder.path().join("taizhang.toml")).expect("removed");
    let variables = [
        ("TAIZHANG_LISTEN", "8080", "listen"),
        ("TAIZHANG_LIMITS__QUERY_DEPTH", "deep", "limits.query_depth"),
        ("TAIZHANG_DATABASE__TIMEOUT_SECONDS", "0", "database.timeout_seconds"),
        ("TAIZHANG_COLOUR", "red", "colour"),
        ("TAIZHANG_ASSESSMENT__AHEAD_MARGIN", "1.5", "from 0 to 1"),
        ("TAIZHANG_LOG__FILTER", "taizhang=loud", "log.filter"),
        ("TAIZHANG_DATABASE_URL", "mysql://localhost/x", "database_url"),
    ];
    for (name, value, key) in variables {
        let output =
            taizhang(folder.path()).arg("migrate").env(name, value).output().expect("the binary runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(said.contains(key) && said.contains(&format!("set by {name} ")), "{name}: {said}");
    }
    let ended = run(folder.path(), &["serve", "--listen", "nowhere"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("listen") && ended.err.contains("set on the command line"), "{}", ended.err);
    let ended = run(folder.path(), &["migrate", "--config", "missing.toml"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("missing.toml"), "{}", ended.err);
    let ended = run(folder.path(), &["migrate", "--database-url", "oracle://x"]);
    assert_eq!(ended.code, Some(1));
    let set = "neither sqlite://PATH nor postgres://USER@HOST/NAME, set on the command line";
    assert!(ended.err.contains("database_url") && ended.err.contains(set), "{}", ended.err);
    assert!(!folder.path().join("taizhang.db").exists(), "no ledger was made by a start that failed");
}

#[test]
fn a_flag_beats_a_variable_which_beats_the_file_which_beats_the_default() {
    let folder = folder();
    let made = |name: &str| folder.path().join(name).exists();
    let migrate = |variable: Option<&str>, flag: Option<&str>| {
        let mut command = taizhang(folder.path());
        command.arg("migrate");
        if let Some(name) = variable {
            command.env("TAIZHANG_DATABASE_URL", format!("sqlite://{name}"));
        }
        if let Some(name) = flag {
            command.args(["--database-url", &format!("sqlite://{name}")]);
        }
        let output = command.output().expect("the binary runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    migrate(None, None);
    assert!(made("taizhang.db"));
    fs::write(folder.path().join("taizhang.toml"), "database_url = \"sqlite://file.db\"").expect("a file");
    migrate(None, None);
    assert!(made("file.db") && !made("variable.db"));
    migrate(Some("variable.db"), None);
    assert!(made("variable.db") && !made("flag.db"));
    migrate(Some("other.db"), Some("flag.db"));
    assert!(made("flag.db") && !made("other.db"));
    fs::write(folder.path().join("mine.toml"), "database_url = \"sqlite://mine.db\"").expect("a file");
    let ended = run(folder.path(), &["--config", "mine.toml", "migrate"]);
    assert_eq!((ended.code, made("mine.db")), (Some(0), true), "{}", ended.err);
}

#[test]
fn migrate_says_what_it_ran() {
    let folder = folder();
    let first = run(folder.path(), &["migrate"]);
    assert_eq!(first.code, Some(0));
    assert!(first.out.starts_with("ran ") && first.out.contains(" migration"), "{}", first.out);
    assert_eq!(run(folder.path(), &["migrate"]).out, "the database is up to date\n");
}

#[test]
fn import_prints_what_it_did_and_a_bad_file_does_not_hold_up_the_good_ones() {
    let folder = folder();
    fs::write(folder.path().join("poem.txt"), "举头望明月,低头思进度。\n").expect("a file");
    let dry = run(folder.path(), &["import", "--dry-run", "half.txt"]);
    assert_eq!(dry.code, Some(0), "{}", dry.err);
    let left: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").flatten().map(|file| file.file_name()).collect();
    assert_eq!(left.iter().filter(|name| name.to_string_lossy().contains(".db")).count(), 0, "{left:?}");
    assert!(dry.out.starts_with("half.txt: would be imported\n"), "{}", dry.out);
    let ended = run(folder.path(), &["import", "half.txt", "poem.txt", "missing.txt", "nine.txt"]);
    assert_eq!(ended.code, Some(1));
    assert_eq!(
        dry.out.replace("would be imported", "imported"),
        ended.out[..dry.out.len() - "would be ".len()]
    );
    for part in [
        "half.txt: imported\n",
        "nine.txt: imported\n",
        "青禾县 2024, progress over 上半年",
        "tasks             4 created",
    ] {
        assert!(ended.out.contains(part), "{part} is not in {}", ended.out);
    }
    let errors: Vec<&str> = ended.err.lines().filter(|line| line.starts_with("taizhang: ")).collect();
    assert_eq!(errors.len(), 2, "{}", ended.err);
    assert!(errors[0].contains("poem.txt") && errors[0].contains("[DOCUMENT_UNRECOGNISED]"), "{}", errors[0]);
    assert!(errors[1].contains("missing.txt") && errors[1].contains("[FILE_UNREADABLE]"), "{}", errors[1]);
    let again = run(folder.path(), &["import", "--json", "half.txt", "nine.txt"]);
    let outcomes: Vec<Value> =
        again.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((again.code, outcomes.len()), (Some(0), 2));
    assert!(outcomes.iter().all(|summary| summary["outcome"] == "UNCHANGED"), "{}", again.out);
}

#[test]
fn parse_prints_one_object_and_touches_no_database() {
    let folder = folder();
    let parsed = run(folder.path(), &["parse", "half.txt"]);
    assert_eq!((parsed.code, parsed.err.as_str()), (Some(0), ""));
    let draft: Value = serde_json::from_str(&parsed.out).expect("JSON");
    assert_eq!(
        (&draft["jurisdiction"], &draft["year"], &draft["period"]["label"]),
        (&Value::from("青禾县"), &Value::from(2024), &Value::from("上半年"))
    );
    assert_eq!(draft["tasks"].as_array().map(Vec::len), Some(4));
    for name in ["title", "publishedOn", "publisher", "results", "glossary", "findings"] {
        assert!(draft.get(name).is_some(), "{name}");
    }
    let told = run(
        folder.path(),
        &["parse", "--jurisdiction", "云溪县", "--year", "2023", "--period", "1-8月", "half.txt"],
    );
    let draft: Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(
        (&draft["jurisdiction"], &draft["year"], &draft["period"]["end"]),
        (&Value::from("云溪县"), &Value::from(2023), &Value::from("2023-08-31"))
    );
    let explained = run(folder.path(), &["parse", "--explain", "half.txt"]);
    let explained: Value = serde_json::from_str(&explained.out).expect("JSON");
    assert_eq!(explained["evidence"]["chosen"], "flattened-table");
    let missing = run(folder.path(), &["parse", "missing.txt"]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(1), ""));
    assert!(missing.err.contains("missing.txt"), "{}", missing.err);
    assert!(!folder.path().join("taizhang.db").exists());
}

#[test]
fn schema_prints_the_contracts_that_are_checked_in() {
    let folder = folder();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (arguments, file) in [(&["schema"][..], "schema.graphql"), (&["schema", "--openapi"], "openapi.json")]
    {
        let printed = run(folder.path(), arguments);
        let kept = fs::read_to_string(root.join(file)).expect(file);
        assert_eq!((printed.code, printed.out.trim_end()), (Some(0), kept.trim_end()), "{file}");
    }
}

#[test]
fn serve_says_where_answers_and_stops_when_it_is_told_to() {
    let folder = folder();
    assert_eq!(run(folder.path(), &["import", "half.txt"]).code, Some(0));
    let server = Server::start(folder.path(), &[]);
    assert_ne!(server.address.port(), 0);
    assert!(server.get("/readyz").contains("\"ready\""));
    let reports = server.get("/api/v1/reports");
    assert!(reports.starts_with("HTTP/1.1 200") && reports.contains("青禾县"), "{reports}");
    assert!(reports.to_lowercase().contains("\r\nx-request-id: "), "{reports}");
    let answer = server.get("/graphql?query=%7B%20reports%20%7B%20totalCount%20%7D%20%7D");
    assert!(answer.contains("\r\n\r\n{\"data\":{\"reports\":{\"totalCount\":1}},"), "{answer}");
    let taken = run(folder.path(), &["serve", "--listen", &server.address.to_string()]);
    assert_eq!(taken.code, Some(1));
    assert!(taken.err.contains("listen") && taken.err.contains(&server.address.to_string()), "{}", taken.err);
    assert_eq!(server.stop(), Some(0));
}
