//! Which topics does the house keep a page of?

use jiff::Timestamp;
use story::{DossierStanding, Topic, TopicName};

use crate::StoreError;
use crate::db::{Row, Sql, Tx, sql};
use crate::nodes::Signal;

const TOPICS: Sql = sql!(
    "SELECT t.slug, t.subject, t.is_closed, d.is_closed FROM topic t LEFT JOIN dossier d ON d.topic = t.slug ORDER BY t.slug"
);
const NAMES: Sql = sql!("SELECT topic, language, name, about FROM topic_name ORDER BY topic, position");
const PUT: Sql = sql!(
    "INSERT INTO topic (slug, subject, is_closed, opened_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (slug) DO UPDATE SET is_closed = $3"
);
const UNNAME: Sql = sql!("DELETE FROM topic_name WHERE topic = $1");
const NAME: Sql =
    sql!("INSERT INTO topic_name (topic, position, language, name, about) VALUES ($1, $2, $3, $4, $5)");

impl Tx<'_> {
    /// All topics by their words in addresses.
    pub(crate) fn topics(&self) -> Result<Vec<Topic>, StoreError> {
        let mut topics = Vec::new();
        for row in self.rows(TOPICS, &[])? {
            topics.push(Topic {
                slug: row.parsed(0)?,
                subject: row.text(1)?.to_owned(),
                is_closed: row.truth(2)?,
                names: Vec::new(),
                dossier: row.maybe(3, Row::truth)?.map(|is_closed| match is_closed {
                    true => DossierStanding::Closed,
                    false => DossierStanding::Open,
                }),
            });
        }
        for row in self.rows(NAMES, &[])? {
            let name = TopicName {
                language: row.parsed(1)?,
                name: row.text(2)?.to_owned(),
                about: row.text(3)?.to_owned(),
            };
            let topic = row.text(0)?;
            if let Some(topic) = topics.iter_mut().find(|it| it.slug.as_str() == topic) {
                topic.names.push(name);
            }
        }
        Ok(topics)
    }

    /// Opens a topic, or changes the one of that name; its subject stays.
    pub fn put_topic(&self, topic: &Topic, now: Timestamp) -> Result<(), StoreError> {
        let slug = &topic.slug;
        self.run(PUT, &[slug.into(), topic.subject.as_str().into(), topic.is_closed.into(), now.into()])?;
        self.run(UNNAME, &[slug.into()])?;
        for (at, it) in (0_u64..).zip(&topic.names) {
            let (language, name, about) = (it.language.as_str(), it.name.as_str(), it.about.as_str());
            self.run(NAME, &[slug.into(), at.into(), language.into(), name.into(), about.into()])?;
        }
        self.signal(Signal::House)
    }
}
