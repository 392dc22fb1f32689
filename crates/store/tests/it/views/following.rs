//! Outcome, plan, road map and thread: what followed from what.

use register::Side;
use register::actor::Reader;
use store::views::{Brief, Direction, Move, Node, RoadmapFilter};

use crate::fixture::{A, B, Fixture, parse};
use crate::on_both;

on_both!(
    an_outcome_tells_what_became_of_each_recommendation,
    a_plan_tells_what_carries_each_point_and_what_has_nothing,
    a_road_map_tells_what_happened_since_a_session,
    a_thread_is_walked_both_ways,
);

fn keys<'a>(briefs: impl IntoIterator<Item = &'a Brief>) -> Vec<String> {
    briefs.into_iter().map(|brief| brief.address.to_string()).collect()
}

/// A session with recommendations that fared differently.
async fn recommended(fixture: &Fixture) {
    let session = [("title.en", "Second session"), ("type", "council"), ("start", "2026-05-14")];
    fixture.make("sec-a", "session/S-2", &session).await;
    for key in ["R-1", "R-2", "R-3", "R-4", "R-5"] {
        let fields = [
            ("title.en", key),
            ("title.zh", "建议"),
            ("text.en", "Build"),
            ("session", "S-2"),
            ("authors", "RU-SAR"),
            ("fields", "trade"),
        ];
        fixture.make("off-a", &format!("recommendation/{key}"), &fields).await;
    }
    for key in ["R-1", "R-2", "R-3", "R-4"] {
        fixture.take("off-a", "submit", &format!("recommendation/{key}")).await;
    }
    for (key, a, b) in
        [("R-1", "agreed", "agreed"), ("R-2", "agreed", "agreed_in_part"), ("R-3", "noted", "declined")]
    {
        fixture.take("sec-b", "consider", &format!("recommendation/{key}")).await;
        for (side, answer) in [("a", a), ("b", b)] {
            let opinion = format!("opinion/{key}-{side}");
            let fields =
                [("recommendation", key), ("answer", answer), ("text.en", "Money"), ("text.ru", "Деньги")];
            fixture.make(&format!("sec-{side}"), &opinion, &fields).await;
            fixture.take(&format!("sec-{side}"), "give", &opinion).await;
            fixture.take(&format!("chair-{side}"), "finish", &opinion).await;
        }
    }
}

/// A project of the first recommendation, with what followed on it.
async fn followed(fixture: &Fixture) {
    let fields =
        [("title.en", "Port"), ("parties", "RU-SAR; CN-HB"), ("fields", "trade"), ("recommendation", "R-1")];
    fixture.make("sec-a", "project/P-1", &fields).await;
    let fields = [("title.en", "Pier"), ("project", "P-1"), ("due", "2026-09")];
    fixture.make("sec-a", "milestone/M-1", &fields).await;
    let fields = [("title.en", "Ships"), ("unit", "1"), ("project", "P-1")];
    fixture.make("sec-a", "indicator/I-1", &fields).await;
    let fields = [("title.en", "Pier built"), ("project", "P-1"), ("partners", "CN-HB"), ("date", "2026-10")];
    fixture.make("sec-a", "result/RES-1", &fields).await;
    fixture.take("sec-b", "dispute", "result/RES-1").await;
}

async fn an_outcome_tells_what_became_of_each_recommendation(fixture: Fixture) {
    recommended(&fixture).await;
    followed(&fixture).await;
    let mut transaction = fixture.store.read().await.unwrap();
    let session = parse("session/S-2");
    let outcome = transaction.outcome(B, &session, "ru").await.unwrap().unwrap();
    let became: Vec<_> = outcome
        .recommendations
        .iter()
        .map(|became| {
            let brief = &became.recommendation;
            (brief.address.key().to_owned(), brief.state, keys(&became.followed_by), became.without_trace)
        })
        .collect();
    let followed = ["project/P-1", "milestone/M-1", "result/RES-1"].map(str::to_owned).to_vec();
    let of = |key: &str, state, followed, bare| (key.to_owned(), state, followed, bare);
    let expected = [
        of("R-1", "agreed", followed, false),
        of("R-2", "agreed_in_part", vec![], true),
        of("R-3", "declined", vec![], false),
        of("R-4", "submitted", vec![], false),
    ];
    assert_eq!(became, expected, "the draft of the other side is not told of");
    assert_eq!((outcome.n_agreed_without_trace, outcome.n_unanswered), (1, 1));
    let third = &outcome.recommendations[2];
    let answers: Vec<_> = third.opinions.iter().map(|it| (it.side, it.answer.as_str())).collect();
    assert_eq!(answers, [(Side::A, "noted"), (Side::B, "declined")]);
    assert_eq!(third.opinions[0].reason.as_ref().unwrap().text, "Деньги");
    let title = third.recommendation.title.as_ref().unwrap();
    assert_eq!(
        (title.text.as_str(), title.lang.as_str()),
        ("R-3", "en"),
        "in another language, which is told"
    );
    let own = transaction.outcome(A, &session, "en").await.unwrap().unwrap();
    assert_eq!(own.recommendations.len(), 5);
    assert!(transaction.outcome(Reader::Public, &session, "en").await.unwrap().is_none(), "it is tentative");
}

async fn a_plan_tells_what_carries_each_point_and_what_has_nothing(fixture: Fixture) {
    let fields = [("title.en", "Consensus"), ("type", "consensus"), ("level", "leaders"), ("side", "none")];
    fixture.make("sec-a", "strategy/S-1", &fields).await;
    for key in ["PT-1", "PT-2", "PT-3", "PT-4"] {
        let fields = [
            ("title.en", key),
            ("strategy", "S-1"),
            ("type", "point"),
            ("number", &key[3..]),
            ("side", "none"),
        ];
        fixture.make("sec-a", &format!("point/{key}"), &fields).await;
    }
    for (key, level) in [("DEC-1", "central"), ("DEC-2", "mechanism")] {
        let fields = [("title.en", key), ("text.en", "So"), ("level", level), ("points", "PT-1")];
        fixture.make("sec-b", &format!("decision/{key}"), &fields).await;
    }
    for (key, point) in [("P-1", "PT-2"), ("P-2", "PT-3")] {
        let fields =
            [("title.en", key), ("parties", "RU-SAR; CN-HB"), ("fields", "trade"), ("points", point)];
        fixture.make("sec-a", &format!("project/{key}"), &fields).await;
    }
    fixture.take("chair-a", "drop", "project/P-2").await;
    fixture.make("sec-a", "common_element/CE-1", &[("title.en", "Ports"), ("points", "PT-4")]).await;

    let mut transaction = fixture.store.read().await.unwrap();
    let plan = transaction.plan(A, &parse("strategy/S-1"), "en").await.unwrap().unwrap();
    let points: Vec<_> = plan
        .points
        .iter()
        .map(|it| (it.number.clone().unwrap(), keys(&it.central).join(" "), keys(&it.local).join(" ")))
        .collect();
    let of =
        |number: &str, central: &str, local: &str| (number.to_owned(), central.to_owned(), local.to_owned());
    let expected = [
        of("1", "decision/DEC-1", "decision/DEC-2"),
        of("2", "", "project/P-1"),
        // A project that was dropped carries nothing, and neither does what plans have in common.
        of("3", "", ""),
        of("4", "", ""),
    ];
    assert_eq!(points, expected);
    assert_eq!(plan.n_with_nothing, 2);
    let public = transaction.plan(Reader::Public, &parse("strategy/S-1"), "en").await.unwrap().unwrap();
    assert_eq!(public.n_with_nothing, 3, "the public does not see what is only proposed");
    assert!(transaction.plan(A, &parse("strategy/S-9"), "en").await.unwrap().is_none());
}

async fn a_road_map_tells_what_happened_since_a_session(fixture: Fixture) {
    fixture.make("sec-a", "field/culture", &[("title.en", "Culture")]).await;
    let session =
        [("title.en", "Session"), ("type", "council"), ("start", "2026-05-13"), ("end", "2026-05-14")];
    fixture.make("sec-a", "session/S-2", &session).await;
    let make = async |key: &str, when: &str, parties: &str, field: &str| {
        let fields = [("title.en", key), ("parties", parties), ("fields", field)];
        fixture.make_on("sec-a", &format!("project/{key}"), when, &fields).await;
    };
    let last_hour = "2026-05-14T23:30:00Z";
    for (key, parties, field) in [
        ("P-1", "RU-SAR; CN-HB", "trade"),
        ("P-2", "RU-SAR; CN-SC", "trade"),
        ("P-3", "RU-SAM; CN-HB", "culture"),
        ("P-4", "RU-SAR; CN-HB", "culture; trade"),
    ] {
        make(key, last_hour, parties, field).await;
    }
    for who in ["chair-a", "chair-b"] {
        fixture.take_on(who, "agree", "project/P-2", last_hour, &[]).await;
    }
    fixture.take_on("sec-a", "start", "project/P-2", last_hour, &[]).await;
    let day_after = "2026-05-15T00:30:00Z";
    make("P-5", day_after, "RU-SAR; CN-HB", "trade").await;
    fixture.take_on("sec-a", "study", "project/P-1", day_after, &[]).await;
    for who in ["sec-a", "chair-b"] {
        fixture.take_on(who, "complete", "project/P-2", day_after, &[]).await;
    }
    fixture.take_on("chair-b", "drop", "project/P-3", day_after, &[]).await;

    let mut transaction = fixture.store.read().await.unwrap();
    let mut items = async |filter: RoadmapFilter| {
        let items = transaction.roadmap(Reader::Public, &filter, "en").await.unwrap();
        items
            .into_iter()
            .map(|it| (it.project.address.key().to_owned(), it.was, it.moved))
            .collect::<Vec<_>>()
    };
    let of = |key: &str, was, moved| (key.to_owned(), was, Some(moved));
    let since = || RoadmapFilter { since: Some(parse("session/S-2")), ..RoadmapFilter::default() };
    let expected = [
        of("P-1", Some("proposed"), Move::Moved),
        of("P-2", Some("in_implementation"), Move::Finished),
        of("P-3", Some("proposed"), Move::Dropped),
        of("P-4", Some("proposed"), Move::Unchanged),
        of("P-5", None, Move::New),
    ];
    // The session is tentative, and the public is not told when it was.
    assert!(items(since()).await.iter().all(|(_, was, moved)| was.is_none() && moved.is_none()));
    drop(transaction);
    fixture.both("confirm", "session/S-2").await;
    let mut transaction = fixture.store.read().await.unwrap();
    let mut items = async |filter: RoadmapFilter| {
        let items = transaction.roadmap(Reader::Public, &filter, "en").await.unwrap();
        items
            .into_iter()
            .map(|it| (it.project.address.key().to_owned(), it.was, it.moved))
            .collect::<Vec<_>>()
    };
    assert_eq!(items(since()).await, expected);
    let pair = RoadmapFilter {
        parties: vec![parse("region/RU-SAR"), parse("region/CN-HB")],
        field: Some(parse("field/trade")),
        ..since()
    };
    assert_eq!(items(pair.clone()).await, [&expected[0], &expected[3], &expected[4]].map(Clone::clone));
    let page = RoadmapFilter { offset: 1, limit: Some(1), ..pair };
    assert_eq!(items(page).await, [expected[3].clone()]);
    let now = items(RoadmapFilter { field: Some(parse("field/culture")), ..RoadmapFilter::default() }).await;
    assert_eq!(now, [("P-3".to_owned(), None, None), ("P-4".to_owned(), None, None)]);
}

/// A thread as `address(next, next)`.
fn drawn(node: &Node) -> String {
    let next: Vec<String> = node.next.iter().map(drawn).collect();
    let key = node.entry.address.key();
    if next.is_empty() { key.to_owned() } else { format!("{key}({})", next.join(" ")) }
}

async fn a_thread_is_walked_both_ways(fixture: Fixture) {
    recommended(&fixture).await;
    followed(&fixture).await;
    fixture
        .make("sec-b", "action_item/ACT-1", &[("title.zh", "内部"), ("project", "P-1"), ("due", "2026-09")])
        .await;
    let walk = async |reader, from: &str, direction| {
        let mut transaction = fixture.store.read().await.unwrap();
        let node = transaction.trace(reader, &parse(from), direction, "en").await.unwrap();
        node.as_ref().map_or_else(String::new, drawn)
    };
    let forward = "R-1(R-1-a R-1-b P-1(M-1 I-1 RES-1";
    assert_eq!(walk(A, "recommendation/R-1", Direction::Forward).await, format!("{forward}))"));
    let others = walk(B, "recommendation/R-1", Direction::Forward).await;
    assert_eq!(others, format!("{forward} ACT-1))"), "its own task, which the other side does not see");
    assert_eq!(walk(B, "action_item/ACT-1", Direction::Back).await, "ACT-1(P-1(R-1(S-2)))");
    assert_eq!(walk(A, "action_item/ACT-1", Direction::Back).await, "");
    assert_eq!(walk(Reader::Public, "result/RES-1", Direction::Back).await, "RES-1(P-1(R-1))");
}
