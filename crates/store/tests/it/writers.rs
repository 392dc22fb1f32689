//! Many who write at once.

use std::sync::Arc;

use register::act::Wish;
use store::Filter;

use crate::fixture::{A, Fixture, kind, parse, request};
use crate::on_both;

on_both!(
    acts_of_eight_writers_are_all_there_once,
    one_of_two_on_the_same_version_wins,
    a_reader_sees_one_moment
);

const WRITERS: usize = 8;
const ACTS: usize = 25;

async fn acts_of_eight_writers_are_all_there_once(fixture: Fixture) {
    let before = fixture.verify().await.n_links;
    let fixture = Arc::new(fixture);
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let fixture = Arc::clone(&fixture);
            tokio::spawn(async move {
                for n in 0..ACTS {
                    let text = format!("writer {writer}, act {n}");
                    fixture.make("sec-a", &format!("note/N-{writer}-{n}"), &[("text.en", &text)]).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no writer fails");
    }
    let verified = fixture.verify().await;
    assert_eq!(verified.faults, []);
    assert_eq!(verified.n_links, before + (WRITERS * ACTS) as u64);
    let mut notes = fixture.list(A, &Filter { kind: kind("note"), ..Filter::default() }).await;
    notes.sort();
    notes.dedup();
    assert_eq!(notes.len(), WRITERS * ACTS);
}

async fn one_of_two_on_the_same_version_wins(fixture: Fixture) {
    fixture.make("sec-a", "note/N-1", &[("text.en", "0")]).await;
    let fixture = Arc::new(fixture);
    for version in 1..=10 {
        let both: Vec<_> = ["sec-a", "chair-a"]
            .map(|who| {
                let fixture = Arc::clone(&fixture);
                let text = format!("{who} {version}");
                let mut wish = request("note/N-1", Wish::Amend, &[("text.en", &text)]);
                wish.on_version = Some(version);
                tokio::spawn(async move { fixture.act(who, &wish).await.is_ok() })
            })
            .into();
        let mut won = 0;
        for one in both {
            won += usize::from(one.await.unwrap());
        }
        assert_eq!(won, 1, "on version {version}");
    }
    fixture.is_sound().await;
}

async fn a_reader_sees_one_moment(fixture: Fixture) {
    let notes = Filter { kind: kind("note"), ..Filter::default() };
    let mut early = fixture.store.read().await.unwrap();
    assert_eq!(early.count(A, &notes).await.unwrap(), 0);
    fixture.make("sec-a", "note/N-1", &[("text.en", "x")]).await;
    assert_eq!(early.count(A, &notes).await.unwrap(), 0);
    assert!(early.look(A, &parse("note/N-1")).await.unwrap().is_none());
    assert!(early.verify(Vec::new(), |_| {}).await.unwrap().faults.is_empty());
    drop(early);
    assert_eq!(fixture.list(A, &notes).await, ["note/N-1"]);
}
