//! A story and a topic for machines: schema.org NewsArticle and CollectionPage as JSON-LD.
//!
//! Source: schema.org NewsArticle, LiveBlogPosting, NewsMediaOrganization, CorrectionComment, CollectionPage, ItemList.

use newsroom::MediaRow;
use newsroom::views::{Item, PublicStory};
use serde_json::{Value, json};
use story::{DatelineStyle, Kind, Revision, Topic};

use crate::edition::Site;
use crate::site::coverage::Coverage;

/// The NewsArticle of a revision, as text that may stand inside `<script>`.
pub fn news_article(
    found: &PublicStory,
    revision: &Revision,
    media: Option<&MediaRow>,
    site: &Site,
    (public_url, path): (&str, &str),
    coverage: Option<&Coverage>,
) -> String {
    let content = &revision.content;
    let house = site.house();
    let corrections: Vec<Value> = found
        .revisions
        .iter()
        .zip(&found.public_at)
        .filter(|(other, _)| other.kind == Kind::Correction && other.number <= revision.number)
        .map(|(other, at)| {
            json!({
                "@type": "CorrectionComment",
                "text": other.advisory,
                "datePublished": at.to_string(),
            })
        })
        .collect();
    let mut article = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": format!("urn:uuid:{}", found.item.story),
        "url": format!("{public_url}{path}"),
        "mainEntityOfPage": format!("{public_url}{path}"),
        "headline": content.headline,
        "inLanguage": content.language,
        "datePublished": found.item.first_public.to_string(),
        "dateModified": found.item.updated.to_string(),
        "version": found.version.to_string(),
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": house.name,
            "url": format!("{public_url}{}", site.path("/")),
            "correctionsPolicy": format!("{public_url}{}", site.path("/corrections-policy")),
        },
    });
    if let Value::Object(map) = &mut article {
        let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
        if let Some(byline) = &content.byline {
            put("author", json!({ "@type": "Person", "name": byline }));
        } else {
            put("author", json!({ "@type": "NewsMediaOrganization", "name": house.name }));
        }
        if let Some(dateline) = &content.dateline {
            put("dateline", dateline.write(&content.language, DatelineStyle::Full).into());
        }
        if let Some(summary) = content.summary() {
            put("description", summary.as_plain().into());
        }
        if let (Some(picture), Some(row)) = (&content.picture, media) {
            put("image", image(picture, row, public_url));
        }
        if !content.keywords.is_empty() {
            put("keywords", content.keywords.clone().into());
        }
        let about = house.topics_of(content).into_iter().map(|topic| thing(topic, site, public_url));
        let about: Vec<Value> = about.collect();
        if !about.is_empty() {
            put("about", about.into());
        }
        if let Some(section) = found
            .item
            .home()
            .and_then(|home| house.edition(&home.edition).and_then(|edition| edition.section(&home.section)))
        {
            put("articleSection", section.name.clone().into());
        }
        if !corrections.is_empty() {
            put("correction", corrections.into());
        }
        put("wordCount", content.word_count().into());
        if let Some(coverage) = coverage {
            put("@type", "LiveBlogPosting".into());
            put("coverageStartTime", found.item.first_public.to_string().into());
            if !coverage.is_live {
                put("coverageEndTime", found.item.updated.to_string().into());
            }
            let posts = coverage.posts.iter().chain(&coverage.pinned).map(|it| {
                json!({
                    "@type": "BlogPosting",
                    "headline": it.title,
                    "url": format!("{public_url}{path}#{}", it.id),
                    "datePublished": it.at.iso,
                    "dateModified": it.edited.as_ref().map_or(&it.at.iso, |at| &at.iso),
                })
            });
            put("liveBlogUpdate", posts.collect::<Vec<_>>().into());
        }
    }
    script_safe(&article.to_string())
}

/// A topic as what a page is about.
fn thing(topic: &Topic, site: &Site, public_url: &str) -> Value {
    let mut thing = json!({
        "@type": "Thing",
        "name": topic.name(&site.edition().language),
        "url": site.address(public_url, &format!("/topics/{}", topic.slug)),
    });
    if let Some(known) = topic.media_topic() {
        thing["sameAs"] = known.address().into();
    }
    thing
}

/// The CollectionPage of a topic, its stories in order, as text that may stand inside `<script>`.
pub fn collection(topic: &Topic, items: &[(&Item, String)], site: &Site, public_url: &str) -> String {
    let language = &site.edition().language;
    let stories = items.iter().enumerate().map(|(at, (item, path))| {
        json!({
            "@type": "ListItem",
            "position": at + 1,
            "url": format!("{public_url}{path}"),
            "name": item.revision.content.headline,
        })
    });
    let mut page = json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": topic.name(language),
        "url": site.address(public_url, &format!("/topics/{}", topic.slug)),
        "inLanguage": language,
        "about": thing(topic, site, public_url),
        "mainEntity": { "@type": "ItemList", "itemListElement": stories.collect::<Vec<_>>() },
    });
    if !topic.about(language).is_empty() {
        page["description"] = topic.about(language).into();
    }
    script_safe(&page.to_string())
}

/// JSON that cannot end the element it stands in.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// A picture with what whoever uses it has to print beside it.
fn image(picture: &story::Picture, row: &MediaRow, public_url: &str) -> Value {
    let mut image = json!({
        "@type": "ImageObject",
        "url": format!("{public_url}/media/{}", row.id),
        "contentUrl": format!("{public_url}/media/{}", row.id),
        "width": row.width,
        "height": row.height,
        "caption": picture.caption,
        "creditText": picture.credit,
    });
    let words = &row.words;
    for (key, said) in [("copyrightNotice", &words.copyright), ("usageInfo", &row.rights.terms)] {
        if !said.is_empty() {
            image[key] = json!(said);
        }
    }
    if !words.creator.is_empty() {
        image["creator"] = json!({ "@type": "Person", "name": words.creator });
    }
    if words.source_type != story::DigitalSource::Unsaid {
        let of = "http://cv.iptc.org/newscodes/digitalsourcetype";
        image["digitalSourceType"] = json!(format!("{of}/{}", words.source_type.as_str()));
    }
    image
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_end_the_script_it_stands_in() {
        let json = json!({ "headline": "</script><script>alert(1)</script>" }).to_string();
        let safe = script_safe(&json);
        assert!(!safe.contains(['<', '>']));
        assert_eq!(
            serde_json::from_str::<Value>(&safe).unwrap()["headline"],
            "</script><script>alert(1)</script>"
        );
    }
}
