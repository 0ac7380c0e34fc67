//! What does Lighthouse think of the pages on a slow telephone, and how many bytes does one take?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Figures;
use super::page::article;
use super::served::{self, Served};
use crate::ci::Log;
use crate::machine::{self, Node};

const LIGHTHOUSE: &str = "lighthouse@12.2.3";
const RUNS: usize = 5;
/// How often a run may fail to record.
const TRIES: usize = 4;
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];
/// What a page needs before its pictures and the font.
const COUNTED: [&str; 3] = ["Document", "Stylesheet", "Script"];

/// Runs Lighthouse over pages of the demo, as its own presets emulate a telephone.
///
/// # Errors
/// When a tool is missing or a run fails.
pub fn measure(log: &mut Log) -> Result<Figures> {
    let chromium = machine::debian(log, "chromium", "chromium")?;
    let node = machine::node(log)?;
    let tool = log.root().join("target/tools/lighthouse");
    if !tool.join("node_modules/lighthouse").exists() {
        fs::create_dir_all(&tool)?;
        let mut npm = node.npm(log);
        npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(&tool);
        log.run(npm.arg(LIGHTHOUSE))?;
    }
    let binary = served::binary(log)?;
    let data = super::folder()?.join("lighthouse");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let agency = Served::open(&binary, &data, &["--demo"])?;
    let story = article(&agency.address)?;
    let mut text = format!(
        "`cargo xtask bench lighthouse --write`: {LIGHTHOUSE}, mobile, {RUNS} runs a page, the median shown; bytes on the \
         wire of HTML, CSS and JavaScript, with the heads of the answers.\n\n\
         | page | performance | accessibility | best practices | SEO | LCP | blocked | CLS | bytes | answers |\n\
         |---|---|---|---|---|---|---|---|---|---|\n"
    );
    for (name, path) in [("front", "/"), ("story", &story), ("discussion", &format!("{story}/discussion"))] {
        let url = format!("http://{}{path}", agency.address);
        let mut reports = Vec::new();
        for _ in 0..RUNS {
            reports.push(report(log, &node, (&tool, &chromium), &url)?);
        }
        let median = |of: &dyn Fn(&Value) -> f64| {
            let mut all: Vec<f64> = reports.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            all[RUNS / 2]
        };
        write!(text, "| {name} ")?;
        for category in CATEGORIES {
            let score = |it: &Value| it["categories"][category]["score"].as_f64().unwrap_or(0.0) * 100.0;
            write!(text, "| {:.0} ", median(&score))?;
        }
        let audit =
            |key: &'static str| move |it: &Value| it["audits"][key]["numericValue"].as_f64().unwrap_or(-1.0);
        writeln!(
            text,
            "| {:.1} s | {:.0} ms | {:.3} | {:.0} | {:.0} |",
            median(&audit("largest-contentful-paint")) / 1e3,
            median(&audit("total-blocking-time")),
            median(&audit("cumulative-layout-shift")),
            median(&|it| counted(it).map(|one| one["transferSize"].as_f64().unwrap_or(0.0)).sum()),
            median(&|it| counted(it).count() as f64),
        )?;
    }
    Ok(Figures { name: "lighthouse", text })
}

fn counted(report: &Value) -> impl Iterator<Item = &Value> {
    let items = report["audits"]["network-requests"]["details"]["items"].as_array();
    items.into_iter().flatten().filter(|it| COUNTED.iter().any(|kind| it["resourceType"] == *kind))
}

fn report(log: &mut Log, node: &Node, (tool, chromium): (&Path, &Path), url: &str) -> Result<Value> {
    let into = tool.join("report.json");
    let mut tries = 1..=TRIES;
    loop {
        let mut run = node.node(log);
        run.arg(tool.join("node_modules/lighthouse/cli/index.js"))
            .args([url, "--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox"])
            .arg(format!("--output-path={}", into.display()))
            .env("CHROME_PATH", chromium);
        tries.next();
        match log.run(&mut run) {
            // A trace that was not recorded is no measurement; Lighthouse itself says to run it again.
            Err(_) if !tries.is_empty() => {}
            other => break other.map(drop)?,
        }
    }
    serde_json::from_str(&fs::read_to_string(&into)?).context("Lighthouse wrote no report")
}
