//! The newsroom's procedures, on a whole agency in a folder of its own.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod complaints;
mod desk;
mod desks;
mod house;
mod import;
mod moves;
mod pictures;
mod wire;

use newsroom::views::Staff;
use newsroom::{Agency, Clock, Place, Where};
use story::{DatelineStyle, Edition, EditionSlug, Language, NumberStyle, Section};

/// An agency with one English edition, `world` and `economy`, on a clock that stands.
struct House {
    agency: Agency,
    hand: Staff,
    folder: tempfile::TempDir,
    database: Option<store::testing::TestDatabase>,
}

const NOON: &str = "2026-10-12T12:00:00Z";

impl House {
    async fn new() -> Self {
        let (folder, database) = (tempfile::tempdir().unwrap(), store::testing::database().unwrap());
        let place = place(folder.path(), database.as_ref());
        let agency = Agency::open(place, Clock::set_to(NOON.parse().unwrap())).await.unwrap();
        let hand = agency.command_line().await.unwrap();
        agency.name_agency(&hand, "Meridian").await.unwrap();
        let edition = Edition {
            slug: "en".parse().unwrap(),
            name: "Meridian".into(),
            description: "News".into(),
            language: Language::english(),
            zone: "Europe/Berlin".into(),
            host: None,
            number_style: NumberStyle::Suffix,
            dateline_style: DatelineStyle::Full,
            sections: Vec::new(),
        };
        agency.add_edition(&hand, edition).await.unwrap();
        for word in ["world", "economy"] {
            let section =
                Section { slug: word.parse().unwrap(), name: word.into(), description: String::new() };
            agency.add_section(&hand, &"en".parse().unwrap(), section).await.unwrap();
        }
        House { agency, hand, folder, database }
    }

    fn place(&self) -> Place {
        place(self.folder.path(), self.database.as_ref())
    }

    async fn send(&self, copy: &str) -> newsroom::views::Sent {
        self.try_send(copy).await.unwrap()
    }

    async fn try_send(&self, copy: &str) -> Result<newsroom::views::Sent, newsroom::Error> {
        let to = Where { section: Some("world".into()), ..Where::default() };
        self.agency.send_copy(&self.hand, copy, to).await
    }

    fn later(&self, minutes: i64) {
        self.agency.clock().move_to(self.agency.now() + jiff::SignedDuration::from_mins(minutes));
    }
}

/// A folder, and the database of a test where it runs on one.
fn place(folder: &std::path::Path, database: Option<&store::testing::TestDatabase>) -> Place {
    Place { database: database.map(|it| it.address()), ..Place::from(folder) }
}

fn en() -> EditionSlug {
    "en".parse().unwrap()
}

/// How many stories of the English edition a search finds.
async fn found(agency: &Agency, text: &str) -> usize {
    let order = newsroom::SearchOrder::Newest;
    agency
        .search(&en(), newsroom::Sought { text, order, limit: 10, after: None, counts: false })
        .await
        .unwrap()
        .total
}

/// Copy about a bridge, with so many paragraphs.
fn bridge(paragraphs: usize) -> String {
    let all = [
        "PORT MERRIN, October 12 (Meridian) - The old harbour bridge closed to lorries on Monday.",
        "Engineers found cracks in two of its piers, the port authority said.",
        "Ferries will carry goods until a detour is ready.",
        "The bridge opened in 1931 and was last repaired in 1988.",
    ];
    format!(
        "---\nslug: harbour-bridge\n---\nHarbour bridge closes to lorries\n\n{}\n",
        all[..paragraphs].join("\n\n")
    )
}
