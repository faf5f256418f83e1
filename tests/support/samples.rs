//! The sample bulletins.

use std::fs;
use std::path::{Path, PathBuf};

use super::app::App;
use super::bulletin::{moving, narrative, plan};

/// The files of a folder of this repository with one of these endings, in order.
pub fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| endings.iter().any(|ending| file.extension().is_some_and(|found| found == *ending)));
    files.sort();
    files
}

/// Imports all of them, in the order of their names.
pub async fn with_samples(app: &App) {
    for file in files("samples", &["txt", "html"]) {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(&file).expect("a sample");
        let summary =
            app.try_import(&name, &bytes, false).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            summary.counts.updates.created + summary.counts.tasks.created > 3,
            "{name}: {:?}",
            summary.counts
        );
    }
}

/// The samples, and documents with what no sample has, more than one of each: notes, results, and everything that can move
/// from one period to the next. Every list of the API has a second page.
pub async fn with_everything(app: &App) {
    with_samples(app).await;
    let note = "\n2.一线工作法:指干部在一线办公、问题在一线解决的工作机制。\n";
    app.import("plan.txt", &(plan().replace("青禾", "青溪") + note)).await;
    app.import("told.txt", &narrative().replace("青禾", "青溪")).await;
    for (place, before, after) in [("云岭市", 3, 6), ("云川市", 6, 3)] {
        app.import("half.txt", &moving(place, "上半年", false, before)).await;
        app.import("nine.txt", &moving(place, "前三季度", true, after)).await;
    }
}
