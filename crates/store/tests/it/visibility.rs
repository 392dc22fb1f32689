//! What one side keeps to itself the other never gets, by whatever it asks.

use std::fmt::Write as _;

use register::act::Wish;
use register::actor::Reader;
use store::Filter;

use crate::fixture::{A, B, Fixture, kind, parse, request, sentences};
use crate::on_both;

on_both!(
    a_key_that_is_hidden_is_not_told_to_exist,
    internal_notes_are_never_given_to_the_other_side,
    a_draft_is_its_sides_own_also_in_the_history,
    nobody_but_members_sees_what_is_not_public,
);

const MARKER: &str = "markerword";

async fn internal_notes_are_never_given_to_the_other_side(fixture: Fixture) {
    fixture.make("sec-a", "note/N-1", &[("text.en", MARKER), ("about", "field/trade")]).await;
    let task = [("title.en", MARKER), ("side", "a"), ("due", "2026-05-20")];
    fixture.make("sec-a", "action_item/ACT-1", &task).await;
    let words = Filter { words: Some(MARKER.to_owned()), ..Filter::default() };
    assert_eq!(fixture.list(A, &words).await, ["note/N-1", "action_item/ACT-1"]);

    let mut transaction = fixture.store.read().await.unwrap();
    for reader in [B, Reader::Public] {
        let mut got = String::new();
        for kind in register::kinds::ALL {
            let all = Filter { kind: Some(kind), ..Filter::default() };
            let _ = write!(got, "{:?}", transaction.list(reader, &all).await.unwrap());
            let n = transaction.count(reader, &all).await.unwrap();
            assert_eq!(n, transaction.list(reader, &all).await.unwrap().len(), "{}", kind.name);
        }
        assert_eq!(transaction.count(reader, &words).await.unwrap(), 0);
        for address in ["note/N-1", "action_item/ACT-1"].map(parse) {
            assert!(transaction.look(reader, &address).await.unwrap().is_none());
            assert!(transaction.history(reader, &address).await.unwrap().is_empty());
            let trace = transaction.trace(reader, &address, store::views::Direction::Back, "en").await;
            assert!(trace.unwrap().is_none());
        }
        let _ =
            write!(got, "{:?}", transaction.named_by(reader, &parse("field/trade"), false).await.unwrap());
        let _ = write!(got, "{:?}", transaction.links_for(reader, 1).await.unwrap());
        let _ = write!(
            got,
            "{:?}",
            transaction
                .due(reader, thirty_days(), crate::fixture::at("2026-05-14T10:00:00Z"), "en")
                .await
                .unwrap()
        );
        for told in [MARKER, "note/N-1", "action_item/ACT-1"] {
            assert!(!got.contains(told), "{reader:?} is given {told}");
        }
    }
    drop(transaction);
    for wish in [Wish::Amend, Wish::Take("withdraw".to_owned())] {
        let refused = fixture.act("sec-b", &request("note/N-1", wish, &[])).await.unwrap_err();
        let unknown = fixture.act("sec-b", &request("note/N-7", Wish::Amend, &[])).await.unwrap_err();
        assert_eq!(sentences(&refused).replace("N-1", "N-7"), sentences(&unknown));
    }
}

fn thirty_days() -> store::views::DueFilter {
    store::views::DueFilter { side: None, within_days: 30 }
}

async fn a_draft_is_its_sides_own_also_in_the_history(fixture: Fixture) {
    let fields = [("title.en", MARKER), ("text.en", "x"), ("authors", "RU-SAR"), ("fields", "trade")];
    fixture.make("off-a", "recommendation/R-1", &fields).await;
    assert!(fixture.look(B, "recommendation/R-1").await.is_none());
    fixture.amend("off-a", "recommendation/R-1", &[("title.en", "A bridge")]).await;
    fixture.take("off-a", "submit", "recommendation/R-1").await;
    fixture.take("sec-b", "consider", "recommendation/R-1").await;

    let mut transaction = fixture.store.read().await.unwrap();
    let address = parse("recommendation/R-1");
    for (reader, n_seen) in [(A, 4), (B, 2), (Reader::Public, 1)] {
        let history = transaction.history(reader, &address).await.unwrap();
        assert_eq!(history.len(), n_seen, "{reader:?}");
        assert_eq!(format!("{history:?}").contains(MARKER), reader == A);
        let links = transaction.links_for(reader, 1).await.unwrap();
        assert_eq!(format!("{links:?}").contains(MARKER), reader == A);
    }
    let recommendations = Filter { kind: kind("recommendation"), ..Filter::default() };
    assert_eq!(transaction.count(Reader::Public, &recommendations).await.unwrap(), 1);
}

async fn nobody_but_members_sees_what_is_not_public(fixture: Fixture) {
    let fields = [("title.en", "Meeting"), ("type", "council"), ("start", "2026-09")];
    fixture.make("sec-a", "session/SES-1", &fields).await;
    assert!(fixture.look(Reader::Public, "session/SES-1").await.is_none(), "it is tentative");
    assert!(fixture.look(B, "session/SES-1").await.is_some());
    fixture.both("confirm", "session/SES-1").await;
    assert!(fixture.look(Reader::Public, "session/SES-1").await.is_some());
    for user in ["user/sec-a", "user/admin-a"] {
        assert!(fixture.look(B, user).await.is_none());
        assert!(fixture.look(A, user).await.is_some());
    }
}

/// The other side's note occupies an address: whoever chooses it is not told so.
async fn a_key_that_is_hidden_is_not_told_to_exist(fixture: Fixture) {
    fixture.make("sec-a", "note/N-7", &[("text.en", "x")]).await;
    let wish = request("note/N-7", Wish::Create, &[("text.en", "y")]);
    let own = sentences(&fixture.act("sec-a", &wish).await.unwrap_err());
    assert!(own.contains("exists"), "{own}");
    let others = sentences(&fixture.act("sec-b", &wish).await.unwrap_err());
    assert!(!others.contains("exist") && others.contains("bad-key"), "{others}");
    assert!(others.contains("leave the key out"), "{others}");
    let mut transaction = fixture.store.write().await.unwrap();
    let free = transaction.next_key(kind("note").unwrap()).await.unwrap();
    assert_eq!(free.key(), "N-1", "what the register numbers is free");
}
