//! An act and its link of the chain are one: both or nothing.

use register::act::{Request, Wish};
use store::{Error, Filter};

use crate::fixture::{A, B, Fixture, at, kind, parse, request, sentences, token};
use crate::on_both;

on_both!(
    an_act_and_its_link_are_written_together,
    a_refused_act_leaves_nothing,
    an_act_that_breaks_in_the_middle_leaves_nothing,
    a_transaction_that_is_dropped_leaves_nothing,
    a_change_on_an_outdated_version_shows_both,
    an_outdated_version_that_was_inside_is_not_shown,
    keys_are_given_once,
    what_is_named_must_exist_and_be_visible,
    a_clock_set_back_leaves_the_chain_in_order,
);

async fn an_act_and_its_link_are_written_together(fixture: Fixture) {
    let before = fixture.verify().await.n_links;
    let made = fixture.make("sec-a", "note/N-1", &[("text.en", "first")]).await;
    assert_eq!((made.version, made.state), (1, "kept"));
    let amended = fixture.amend("sec-a", "note/N-1", &[("text.en", "second")]).await;
    assert_eq!(fixture.look(A, "note/N-1").await, Some(amended.clone()));
    let unchanged = fixture.act("sec-a", &request("note/N-1", Wish::Amend, &[("text.en", "second")])).await;
    assert!(unchanged.unwrap().entries.is_empty(), "what is as wished is no change");

    let history = fixture.store.read().await.unwrap().history(A, &parse("note/N-1")).await.unwrap();
    let told: Vec<_> = history.iter().map(|version| version.body.clone().unwrap()).collect();
    assert_eq!(told.iter().map(|body| body.deed.as_str()).collect::<Vec<_>>(), ["create", "amend"]);
    assert!(told.iter().all(|body| body.by == parse("user/sec-a")));
    assert_eq!(told.into_iter().map(|body| body.entry).collect::<Vec<_>>(), [made, amended]);
    assert_eq!(fixture.verify().await.n_links, before + 2);
    fixture.is_sound().await;
}

async fn a_refused_act_leaves_nothing(fixture: Fixture) {
    let before = fixture.verify().await;
    let wishes = [
        ("off-b", request("field/culture", Wish::Create, &[("title.en", "Culture")])),
        ("sec-a", request("note/N-1", Wish::Create, &[])),
        ("sec-a", request("note/N-9", Wish::Amend, &[("text.en", "x")])),
        ("sec-a", request("field/trade", Wish::Create, &[("title.en", "Trade")])),
    ];
    for (who, wish) in wishes {
        let mut transaction = fixture.store.write().await.unwrap();
        let actor = transaction.actor(&token(who)).await.unwrap();
        let refused = transaction.act(&actor, &wish).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{}: {refused:?}", wish.address);
        // A caller that goes on with other acts must not keep half of this one.
        transaction.commit().await.unwrap();
    }
    let after = fixture.verify().await;
    assert_eq!((after.n_links, after.n_entries), (before.n_links, before.n_entries));
    fixture.is_sound().await;
}

/// The database itself refuses the last statement of an act: a token that somebody else has.
async fn an_act_that_breaks_in_the_middle_leaves_nothing(fixture: Fixture) {
    let before = fixture.verify().await.n_links;
    let taken = token("chair-a");
    let fields = [("name", "Twin"), ("side", "a"), ("roles", "analyst"), ("token", &taken)];
    let mut transaction = fixture.store.write().await.unwrap();
    let admin = transaction.actor(&token("admin-a")).await.unwrap();
    let twin = request("user/twin", Wish::Create, &fields);
    assert!(transaction.act(&admin, &twin).await.is_err());
    let _ = transaction.commit().await;
    assert_eq!(fixture.look(A, "user/twin").await, None);
    assert_eq!(fixture.verify().await.n_links, before);
    assert_eq!(fixture.actor("chair-a").await.user, parse("user/chair-a"));
    fixture.is_sound().await;
}

async fn a_transaction_that_is_dropped_leaves_nothing(fixture: Fixture) {
    let before = fixture.verify().await.n_links;
    let mut transaction = fixture.store.write().await.unwrap();
    let actor = transaction.actor(&token("sec-a")).await.unwrap();
    for key in ["note/N-1", "note/N-2"] {
        let wish = request(key, Wish::Create, &[("text.en", "gone")]);
        transaction.act(&actor, &wish).await.unwrap();
    }
    drop(transaction);
    assert_eq!(fixture.look(A, "note/N-1").await, None);
    assert_eq!(fixture.verify().await.n_links, before);
    let words = Filter { words: Some("gone".to_owned()), ..Filter::default() };
    assert!(fixture.list(A, &words).await.is_empty());
}

async fn a_change_on_an_outdated_version_shows_both(fixture: Fixture) {
    fixture.make("sec-a", "note/N-1", &[("text.en", "first")]).await;
    fixture.amend("sec-a", "note/N-1", &[("text.en", "second")]).await;
    let mut late = request("note/N-1", Wish::Amend, &[("text.en", "late")]);
    late.on_version = Some(1);
    match fixture.act("chair-a", &late).await {
        Err(Error::Outdated { yours, current, .. }) => {
            assert_eq!((yours.version, current.version), (1, 2));
            assert_eq!(yours.text("text", "en").unwrap().text, "first");
            assert_eq!(current.text("text", "en").unwrap().text, "second");
        }
        other => panic!("{other:?}"),
    }
    late.on_version = Some(2);
    fixture.act("chair-a", &late).await.expect("the newest version is fine");
    assert_eq!(fixture.look(A, "note/N-1").await.unwrap().version, 3);
}

/// A draft is its side's own; the other side that acts on the submitted version does not get to see it.
async fn an_outdated_version_that_was_inside_is_not_shown(fixture: Fixture) {
    let fields = [
        ("title.en", "Bridge"),
        ("text.en", "marker-of-a-draft"),
        ("authors", "RU-SAR"),
        ("fields", "trade"),
    ];
    fixture.make("off-a", "recommendation/R-1", &fields).await;
    fixture.amend("off-a", "recommendation/R-1", &[("text.en", "A bridge")]).await;
    fixture.take("off-a", "submit", "recommendation/R-1").await;
    let consider = Wish::Take("consider".to_owned());
    let mut late = Request::new(parse("recommendation/R-1"), consider, at("2026-05-15T08:00:00Z"));
    late.on_version = Some(1);
    let refused = fixture.act("sec-b", &late).await.unwrap_err();
    assert!(!format!("{refused:?} {}", sentences(&refused)).contains("marker-of-a-draft"), "{refused:?}");
    let own = fixture.act("sec-a", &late).await.unwrap_err();
    assert!(sentences(&own).contains("marker-of-a-draft"), "{own:?}");
}

async fn keys_are_given_once(fixture: Fixture) {
    fixture.make("sec-a", "note/N-2", &[("text.en", "a key of one's own")]).await;
    let mut transaction = fixture.store.write().await.unwrap();
    let actor = transaction.actor(&token("sec-a")).await.unwrap();
    let mut given = Vec::new();
    for _ in 0..3 {
        let address = transaction.next_key(kind("note").unwrap()).await.unwrap();
        given.push(address.to_string());
        let wish = request(&address.to_string(), Wish::Create, &[("text.en", "x")]);
        transaction.act(&actor, &wish).await.unwrap();
    }
    transaction.commit().await.unwrap();
    assert_eq!(given, ["note/N-1", "note/N-3", "note/N-4"]);
}

async fn what_is_named_must_exist_and_be_visible(fixture: Fixture) {
    fixture.make("sec-b", "note/N-1", &[("text.zh", "内部")]).await;
    let about = |to: &str| request("note/N-2", Wish::Create, &[("text.en", "x"), ("about", to)]);
    let of_nothing = sentences(&fixture.act("sec-a", &about("note/N-9")).await.unwrap_err());
    let of_theirs = sentences(&fixture.act("sec-a", &about("note/N-1")).await.unwrap_err());
    assert!(of_nothing.contains("note/N-9, which does not exist"), "{of_nothing}");
    assert_eq!(of_theirs, of_nothing.replace("N-9", "N-1"), "their note looks like no note");
    fixture.act("sec-a", &about("field/trade")).await.expect("what both see can be named");
    fixture
        .act("sec-b", &request("note/N-3", Wish::Create, &[("text.en", "x"), ("about", "note/N-1")]))
        .await
        .expect("and one's own");
    assert!(fixture.look(B, "note/N-2").await.is_none());
}

async fn a_clock_set_back_leaves_the_chain_in_order(fixture: Fixture) {
    fixture.make("sec-a", "note/N-1", &[("text.en", "x")]).await;
    let mut earlier = request("note/N-1", Wish::Amend, &[("text.en", "y")]);
    earlier.at = at("2020-01-01T00:00:00Z");
    fixture.act("sec-a", &earlier).await.unwrap();
    fixture.is_sound().await;
}
