//! How good the order of results is over published collections with judgments, ours and that of plain BM25 with stems and
//! stop words. The collections are not ours to hand on: who has their files puts them where [`folder`] looks.

use super::section::Section;
use super::table::{Table, number};
use super::{Bench, tools};
use crate::{book, repo};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;
use std::path::PathBuf;
use std::process::Command;

/// A collection in SMART's format.
struct Collection {
    name: &'static str,
    /// Documents, queries and judgments.
    files: [&'static str; 3],
}

const COLLECTIONS: [Collection; 2] = [
    Collection { name: "CISI", files: ["CISI.ALL", "CISI.QRY", "CISI.REL"] },
    Collection { name: "Cranfield", files: ["cran.all.1400", "cran.qry", "cranqrel"] },
];

/// What `tests/bench/collections/ndcg.mjs` answers: the means of nDCG@10.
#[derive(Deserialize)]
struct Answer {
    queries: usize,
    ours: f64,
    bm25: f64,
    unanswered: usize,
}

/// Adds what was found over each collection that is there.
pub(super) fn measure(bench: &Bench, section: &mut Section) {
    let mut table = Table::new(["collection", "queries", "ours", "BM25", "ours without a result"]);
    let mut is_any = false;
    for collection in COLLECTIONS {
        let name = collection.name;
        match collection.rate(bench) {
            Ok(Answer { queries, ours, bm25, unanswered }) => {
                section.at_least(format!("{name}: our nDCG@10 / BM25's"), 1.0, ours / bm25);
                section.at_most(format!("{name}: queries without a result"), 0.0, unanswered as f64);
                table.row([
                    name.to_owned(),
                    queries.to_string(),
                    number(ours, 3),
                    number(bm25, 3),
                    unanswered.to_string(),
                ]);
                is_any = true;
            }
            Err(error) => section.skipped(&format!("the collection {name}"), format!("{error:#}")),
        }
    }
    if is_any {
        section.table("nDCG@10 over published collections", &table);
    }
}

impl Collection {
    /// Where its files are looked for.
    fn folder(&self) -> PathBuf {
        repo::root().join("target/bench/collections").join(self.name)
    }

    fn rate(&self, bench: &Bench) -> Result<Answer> {
        let folder = self.folder();
        let files = self.files.map(|file| folder.join(file));
        ensure!(
            files.iter().all(|file| file.is_file()),
            "Put {} into {}.",
            self.files.join(", "),
            folder.display()
        );
        let out = folder.join("book");
        let mut smart = Command::new(tools::bm25()?);
        smart.arg(repo::root().join("tests/bench/collections/smart.py")).args(&files).arg(&out);
        ensure!(smart.output().context("running smart.py")?.status.success(), "smart.py failed");
        let built = book::renderer(&out, repo::folder_of(std::slice::from_ref(&bench.indexer))?)?.output()?;
        ensure!(built.status.success(), "the book in {} was not built", out.display());
        Ok(serde_json::from_value(tools::node(
            "tests/bench/collections/ndcg.mjs",
            &json!({ "folder": out }),
        )?)?)
    }
}
