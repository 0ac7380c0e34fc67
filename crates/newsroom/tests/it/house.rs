//! The house: who may sign in, and what may be named.

use newsroom::{Agency, Clock, Error};
use story::{Section, StaffRole};

use crate::{House, en, place};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_administrator_sets_a_password_by_a_link_that_holds_once() {
    let (folder, database) = (tempfile::tempdir().unwrap(), store::testing::database().unwrap());
    let agency = Agency::open(place(folder.path(), database.as_ref()), Clock::system()).await.unwrap();
    assert!(agency.is_new().unwrap() && !agency.is_named());
    let link = agency.first_claim().await.unwrap().unwrap();
    assert!(matches!(agency.claim_password(&link, "short").await, Err(Error::Faults(_))));
    let session = agency.claim_password(&link, "a good long password").await.unwrap().session().unwrap();
    assert_eq!(agency.staff_of(&session).await.unwrap().unwrap().role, StaffRole::Administrator);
    assert!(matches!(agency.claim_password(&link, "another password").await, Err(Error::NotFound)));
    assert_eq!(agency.first_claim().await.unwrap(), None);
    agency.sign_out(&session).await.unwrap();
    assert_eq!(agency.staff_of(&session).await.unwrap(), None);
    assert!(agency.sign_in("administrator", "a good long password").await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_name_and_a_wrong_password_get_the_same_answer_and_then_a_wait() {
    let house = House::new().await;
    let ada = house.agency.put_new_staff("Ada", "Ada", StaffRole::Editor, "en").await.unwrap();
    house.agency.set_password_of(ada.id, "a good long password").await.unwrap();
    for login in ["ada", "nobody"] {
        for _ in 0..5 {
            assert!(matches!(house.agency.sign_in(login, "wrong").await, Err(Error::WrongPassword)));
        }
        assert!(matches!(house.agency.sign_in(login, "wrong").await, Err(Error::TooManyTries { .. })));
    }
    house.later(2);
    assert!(house.agency.sign_in(" ADA ", "a good long password").await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_never_takes_an_address_of_the_site() {
    let house = House::new().await;
    for word in ["desk", "newsfeed", "search", "en"] {
        let section = Section { slug: word.parse().unwrap(), name: "X".into(), description: String::new() };
        assert!(
            matches!(house.agency.add_section(&house.hand, &en(), section).await, Err(Error::Faults(_))),
            "{word}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wire_without_its_key_is_not_opened_with_a_new_one() {
    let house = House::new().await;
    house.send(&crate::bridge(2)).await;
    let place = house.place();
    let House { agency, hand, folder, database: _kept } = house;
    agency.close();
    drop((agency, hand));
    let elsewhere = folder.path().join("other-keys");
    let place = newsroom::Place { keys: Some(elsewhere.clone()), ..place };
    let mut said = String::new();
    for _ in 0..200 {
        // The followers let go of the folder a moment after the last handle.
        said = match Agency::open(place.clone(), Clock::system()).await {
            Ok(_) => panic!("it signs with another key"),
            Err(error) => error.to_string(),
        };
        if !said.contains("in use") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(said.contains("wire.key is missing"), "{said}");
    assert!(!elsewhere.join("wire.key").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_never_have_one_folder() {
    let house = House::new().await;
    let second = Agency::open(house.place(), Clock::system()).await;
    assert!(second.is_err_and(|error| error.to_string().contains("in use")));
}
