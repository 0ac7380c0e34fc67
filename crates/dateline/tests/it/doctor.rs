//! `dateline doctor`: what it says of a house that is well, and of each thing that is not.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use testkit::{NameServer, Postbox};

use crate::serving::Running;

/// What is said of each thing, with whether the program succeeds.
fn examined(data: &Path, dns: &str, smtp: &str) -> (bool, BTreeMap<String, (String, String)>) {
    let done = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("--data")
        .arg(data)
        .args(["doctor", "--json", "--dns", dns])
        .env("DATELINE_SMTP", smtp)
        .env("DATELINE_MAIL_FROM", "Meridian <post@meridian.example>")
        .env("DATELINE_BACKUP_HOURS", "0")
        .output()
        .unwrap();
    let found: Vec<Value> =
        serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{}", crate::err(&done)));
    let text = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
    let found = found.iter().map(|it| (text(it, "of"), (text(it, "health"), text(it, "says")))).collect();
    (done.status.success(), found)
}

#[test]
fn the_doctor_says_what_is_well_and_what_to_do_where_it_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (mail, nobody) = (Postbox::listen(0).unwrap(), NameServer::listen(&[], &[]).unwrap());
    let dns = nobody.address().to_string();
    let (_, found) = examined(&data, &dns, &mail.url());
    assert!(found["folder"].1.contains("holds no agency"), "{found:?}");
    assert!(!data.exists(), "nothing is made by looking");

    drop(Running::start(&data, &[]));
    let (is_well, found) = examined(&data, &dns, &mail.url());
    assert!(!is_well);
    for (of, health, says) in [
        ("folder", "well", "can be written"),
        ("keys", "well", "their owner only"),
        ("mail", "well", "takes our mail"),
        ("dkim", "ill", "no key yet"),
        ("spf", "weak", "publish v=spf1"),
        ("dmarc", "weak", "_dmarc.meridian.example is not there"),
        ("mx", "ill", "takes no mail"),
        ("returns", "weak", "nothing reads"),
        ("certificate", "weak", "not https"),
    ] {
        let (is, told) = &found[of];
        assert!(is == health && told.contains(says), "{of}: {is} {told}");
    }

    let record = crate::out(&crate::dateline(&data, &["dkim"]));
    let key = record.split('"').nth(1).unwrap();
    let texts = [
        ("dateline._domainkey.meridian.example", key),
        ("meridian.example", "v=spf1 mx -all"),
        ("_dmarc.meridian.example", "v=DMARC1; p=reject"),
    ];
    let well = NameServer::listen(&texts, &[("meridian.example", "mail.meridian.example")]).unwrap();
    let (_, found) = examined(&data, &well.address().to_string(), &mail.url());
    for of in ["dkim", "spf", "dmarc", "mx"] {
        assert_eq!(found[of].0, "well", "{of}: {}", found[of].1);
    }
    assert!(found["mx"].1.contains("mail.meridian.example"));

    let other = [texts[1], ("meridian.example", "v=spf1 -all"), (texts[0].0, "v=DKIM1; k=rsa; p=AAAA")];
    let other = NameServer::listen(&other, &[]).unwrap();
    let keys = data.join("keys");
    let one = std::fs::read_dir(&keys).unwrap().next().unwrap().unwrap().path();
    std::fs::set_permissions(&one, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (is_well, found) = examined(&data, &other.address().to_string(), "smtp://127.0.0.1:1");
    assert!(!is_well);
    for (of, says) in [
        ("dkim", "another key"),
        ("spf", "says it twice"),
        ("mail", "does not take our mail"),
        ("keys", "chmod 600"),
    ] {
        let (is, told) = &found[of];
        assert!(is == "ill" && told.contains(says), "{of}: {is} {told}");
    }
}
