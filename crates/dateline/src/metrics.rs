//! What does whoever watches the house see? Its numbers, in Prometheus' text, at an address of their own.
//!
//! Every name ends in its unit. `docs/operators.md` says what to do for each alarm; a test holds its list against this one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::Full;
use listener::{Entrance, Head, Limits, Parcel};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use newsroom::Agency;

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Counter,
    /// A counter that is told apart by a label.
    Counters,
    Gauge,
    Histogram,
}

/// Every number with what it counts.
const ALL: [(&str, Kind, &str); 16] = [
    ("dateline_requests_total", Kind::Counters, "Requests answered, by the hundred of their status."),
    (
        "dateline_request_seconds",
        Kind::Histogram,
        "From a request to the head of its answer, where it was not at hand.",
    ),
    ("dateline_pages_at_hand_total", Kind::Counter, "Requests answered with a finished page."),
    ("dateline_pages_made_total", Kind::Counter, "Pages rendered because none was at hand."),
    (
        "dateline_requests_refused_total",
        Kind::Counter,
        "Requests told to come back because too many were under way.",
    ),
    ("dateline_connections", Kind::Gauge, "Open connections."),
    (
        "dateline_connections_refused_total",
        Kind::Counter,
        "Connections told to come back because too many were open.",
    ),
    ("dateline_streams", Kind::Gauge, "Open newsfeeds and rooms by HTTP/1.1."),
    (
        "dateline_send_seconds",
        Kind::Histogram,
        "From the press of send to the answer that it is durable and its page fresh.",
    ),
    ("dateline_wire_entries", Kind::Gauge, "Entries on the wire."),
    ("dateline_follower_lag_entries", Kind::Gauge, "Entries that a follower has not dealt with yet."),
    (
        "dateline_delivery_tries_total",
        Kind::Counters,
        "Tries of deliveries to subscribers, by what came of them.",
    ),
    ("dateline_deliveries_waiting", Kind::Gauge, "Deliveries to subscribers that wait to be tried."),
    ("dateline_deliveries_parked", Kind::Gauge, "Deliveries given up, for somebody to look at."),
    ("dateline_letters_waiting", Kind::Gauge, "Letters to readers that wait to be sent."),
    ("dateline_database_up", Kind::Gauge, "1 where the database answers, else 0."),
];

/// Bounds of the histograms, in seconds.
const SECONDS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Begins to count. Before this, whatever is counted goes nowhere.
pub fn start() -> Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)?
        .install_recorder()
        .context("the numbers of the house cannot be kept")?;
    for (name, kind, about) in ALL {
        match kind {
            Kind::Counter => {
                metrics::describe_counter!(name, about);
                metrics::counter!(name).increment(0);
            }
            Kind::Counters => metrics::describe_counter!(name, about),
            Kind::Gauge => metrics::describe_gauge!(name, about),
            Kind::Histogram => metrics::describe_histogram!(name, about),
        }
    }
    Ok(handle)
}

/// Shows the numbers at an address until the process ends.
pub async fn listen(address: &str, agency: Agency, handle: PrometheusHandle) -> Result<()> {
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("the numbers cannot be shown at {address}"))?;
    let swept = handle.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            swept.run_upkeep();
        }
    });
    let room = Arc::new(Shown { agency, handle });
    let limits = Limits { connections: 64, ..Limits::default() };
    tokio::spawn(listener::serve(Entrance::plain(listener), room, limits, std::future::pending()));
    Ok(())
}

struct Shown {
    agency: Agency,
    handle: PrometheusHandle,
}

impl Shown {
    fn text(&self) -> String {
        match self.agency.gauges() {
            Ok(gauges) => {
                metrics::gauge!("dateline_database_up").set(1.0);
                metrics::gauge!("dateline_wire_entries").set(gauges.wire as f64);
                metrics::gauge!("dateline_deliveries_waiting").set(gauges.queues.deliveries as f64);
                metrics::gauge!("dateline_deliveries_parked").set(gauges.queues.parked as f64);
                metrics::gauge!("dateline_letters_waiting").set(gauges.queues.letters as f64);
                for (follower, lag) in gauges.lags {
                    metrics::gauge!("dateline_follower_lag_entries", "follower" => follower).set(lag as f64);
                }
            }
            Err(error) => {
                metrics::gauge!("dateline_database_up").set(0.0);
                tracing::warn!(%error, "the numbers of the database cannot be read");
            }
        }
        self.handle.render()
    }
}

impl listener::Room for Shown {
    type Body = Full<Bytes>;

    fn at_hand(&self, _: &Head<'_>) -> Option<Parcel> {
        None
    }

    async fn ask<B>(&self, request: Request<B>, _: SocketAddr) -> Response<Full<Bytes>>
    where
        B: http_body::Body<Data = Bytes, Error: Into<Box<dyn std::error::Error + Send + Sync>>>
            + Send
            + 'static,
    {
        let (status, text) = match request.uri().path() {
            "/metrics" => (StatusCode::OK, tokio::task::block_in_place(|| self.text())),
            _ => (StatusCode::NOT_FOUND, "the numbers stand at /metrics\n".to_owned()),
        };
        let mut response = Response::new(Full::new(Bytes::from(text)));
        *response.status_mut() = status;
        let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPERATORS: &str = include_str!("../../../docs/operators.md");
    const DASHBOARD: &str = include_str!("../../../docs/grafana.json");

    #[test]
    fn every_number_is_explained_to_the_operator_and_ends_in_its_unit() {
        for (name, kind, _) in ALL {
            assert!(OPERATORS.contains(&format!("`{name}`")), "docs/operators.md does not name {name}");
            let is_counter = name.ends_with("_total");
            assert_eq!(is_counter, matches!(kind, Kind::Counter | Kind::Counters), "{name}");
            assert_eq!(name.ends_with("_seconds"), kind == Kind::Histogram, "{name}");
        }
    }

    #[test]
    fn the_dashboard_asks_for_numbers_that_there_are() {
        let dashboard: serde_json::Value = serde_json::from_str(DASHBOARD).unwrap();
        let mut asked = 0;
        for panel in dashboard["panels"].as_array().unwrap() {
            for target in panel["targets"].as_array().into_iter().flatten() {
                let query = target["expr"].as_str().unwrap();
                for word in query.split(|it: char| !it.is_ascii_alphanumeric() && it != '_') {
                    if let Some(rest) = word.strip_prefix("dateline_") {
                        let base = ["_bucket", "_sum", "_count"]
                            .iter()
                            .find_map(|it| rest.strip_suffix(it))
                            .unwrap_or(rest);
                        assert!(ALL.iter().any(|(name, ..)| *name == format!("dateline_{base}")), "{word}");
                        asked += 1;
                    }
                }
            }
        }
        assert!(asked >= ALL.len(), "the dashboard shows {asked} numbers");
    }
}
