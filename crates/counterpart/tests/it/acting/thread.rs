//! The whole thread in a browser without scripts: from what a region recommends to what came of it.

use super::site::{Client, Site};

/// What an officer of a region types into the form of a recommendation.
const RECOMMENDATION: &[(&str, &str)] = &[
    ("key", "R-901"),
    ("title.zh", "演练：联合干燥窑"),
    ("text.zh", "在峤川合建一座干燥窑。"),
    ("authors", "region/A-LUO"),
    ("fields", "field/trade-timber"),
    ("session", "session/SES-3"),
];

/// What the secretariat of a side types of its opinion.
fn opinion<'a>(key: &'a str, side: &'a str) -> [(&'a str, &'a str); 4] {
    [("key", key), ("recommendation", "recommendation/R-901"), ("side", side), ("answer", "agreed")]
}

const DECISION: &[(&str, &str)] = &[
    ("key", "DEC-901"),
    ("title.en", "Exercise: A kiln at Qiaochuan"),
    ("text.en", "Both regions build it within a year."),
    ("level", "mechanism"),
    ("recommendations", "recommendation/R-901"),
];

const PROJECT: &[(&str, &str)] = &[
    ("key", "P-901"),
    ("title.zh", "演练：干燥窑"),
    ("parties", "region/A-LUO"),
    ("parties", "region/B-SEV"),
    ("fields", "field/trade-timber"),
    ("recommendation", "recommendation/R-901"),
    ("decision", "decision/DEC-901"),
    ("start", "2026-05-01"),
    ("end", "2027-04-30"),
    ("report_every", "half_year"),
];

const RESULT: &[(&str, &str)] = &[
    ("key", "RES-901"),
    ("title.zh", "演练：干燥时间减半"),
    ("project", "project/P-901"),
    ("side", "a"),
    ("region", "region/A-LUO"),
    ("partners", "region/B-SEV"),
    ("date", "2026-05-10"),
];

/// The report that follows from the schedule of the project.
const REPORT: &str = "report/P-901-2026-10-31";

struct People {
    public: Client,
    officer: Client,
    partner: Client,
    secretariats: [Client; 2],
    cochairs: [Client; 2],
}

impl People {
    fn of(site: &Site) -> Self {
        People {
            public: site.nobody(),
            officer: site.enter("a-luoqiao"),
            partner: site.enter("b-severoluchye"),
            secretariats: ["a-secretariat", "b-secretariat"].map(|user| site.enter(user)),
            cochairs: ["a-cochair", "b-cochair"].map(|user| site.enter(user)),
        }
    }
}

#[test]
fn a_recommendation_becomes_a_decision_a_project_a_report_and_a_result() {
    let site = Site::start();
    let people = People::of(&site);
    recommended(&people);
    answered(&people);
    decided(&people);
    carried_out(&people);
    reported(&people);
    came_of_it(&people);
    let thread = people.public.entry("recommendation/R-901").html;
    for entry in ["decision/DEC-901", "project/P-901", "result/RES-901"] {
        assert!(thread.contains(&format!("/en/{entry}\"")), "{entry} is not in the thread: {thread}");
    }
}

fn recommended(people: &People) {
    people.officer.make("recommendation", RECOMMENDATION);
    let [_, b] = &people.secretariats;
    assert_eq!(b.entry("recommendation/R-901").status, 404, "a draft is inside");
    people.officer.take("recommendation/R-901", "submit", &[]);
    assert_eq!(people.public.entry("recommendation/R-901").status, 404, "it is not published");
    assert_eq!(b.entry("recommendation/R-901").status, 200);
    b.take("recommendation/R-901", "consider", &[("number", "901")]);
    assert_eq!(people.public.state("recommendation/R-901"), "under consideration");
}

/// The opinions of both sides together are the outcome.
fn answered(people: &People) {
    for (secretariat, (key, side)) in people.secretariats.iter().zip([("OP-901-A", "a"), ("OP-901-B", "b")]) {
        secretariat.make("opinion", &opinion(key, side));
        secretariat.take(&format!("opinion/{key}"), "give", &[]);
    }
    assert_eq!(people.cochairs[1].entry("opinion/OP-901-A").status, 404, "it is not final");
    people.cochairs[0].take("opinion/OP-901-A", "finish", &[]);
    assert_eq!(people.public.state("recommendation/R-901"), "under consideration");
    people.cochairs[1].take("opinion/OP-901-B", "finish", &[]);
    assert_eq!(people.public.state("recommendation/R-901"), "agreed");
}

/// Until both sides have taken it, each sees whose half is missing.
fn decided(people: &People) {
    let [a, b] = &people.secretariats;
    a.make("decision", DECISION);
    let taken = a.take("decision/DEC-901", "take", &[]);
    let half = |page: &str| {
        (page.matches("<li class=\"missing\">").count(), page.matches("<li class=\"given\">").count())
    };
    assert_eq!(half(&taken.html), (1, 1), "{}", taken.html);
    let seen = b.entry("decision/DEC-901").html;
    assert_eq!(half(&seen), (1, 1));
    assert!(seen.contains("Регионы Тарвеи: нет подтверждения"), "{seen}");
    assert!(b.get("/ru/desk").html.contains("/ru/decision/DEC-901\""), "it waits on the desk");
    assert_eq!(people.public.entry("decision/DEC-901").status, 404, "it is only proposed");
    let taken = b.take("decision/DEC-901", "take", &[]);
    assert_eq!(half(&taken.html), (0, 2));
    assert_eq!(people.public.state("decision/DEC-901"), "taken");
}

fn carried_out(people: &People) {
    people.officer.make("project", PROJECT);
    people.cochairs[0].take("project/P-901", "agree", &[]);
    assert_eq!(people.public.state("project/P-901"), "proposed");
    people.cochairs[1].take("project/P-901", "agree", &[]);
    assert_eq!(people.public.state("project/P-901"), "agreed");
    people.secretariats[1].take("project/P-901", "start", &[]);
}

fn reported(people: &People) {
    people.officer.take(REPORT, "write", &[("text.zh", "窑体已立。")]);
    people.officer.take(REPORT, "submit", &[]);
    people.secretariats[0].take(REPORT, "accept", &[]);
    assert_eq!(people.public.state(REPORT), "accepted");
}

/// Claimed by one side, confirmed by a region of the other.
fn came_of_it(people: &People) {
    people.officer.make("result", RESULT);
    let own = people.officer.get("/zh/result/RES-901/act/confirm");
    assert_eq!(own.status, 403, "nobody confirms what his own side claims");
    people.partner.take("result/RES-901", "confirm", &[]);
    assert_eq!(people.public.state("result/RES-901"), "confirmed");
}

#[test]
fn minutes_that_both_co_chairs_have_adopted_are_locked() {
    let site = Site::start();
    let secretariat = site.enter("a-secretariat");
    let cochairs = ["a-cochair", "b-cochair"].map(|user| site.enter(user));
    let minutes = "minutes/MIN-CO-1";
    secretariat.take(minutes, "amend", &[("text.zh", "两位共同主席同意。")]);
    secretariat.take(minutes, "circulate", &[]);
    for cochair in &cochairs {
        cochair.take(minutes, "adopt", &[]);
    }
    assert_eq!(site.nobody().state(minutes), "adopted");
    let locked = secretariat.get("/zh/minutes/MIN-CO-1/act/amend");
    assert_eq!(locked.status, 422, "{}", locked.html);
    assert!(locked.html.contains("<h1"), "{}", locked.html);
    let sent = secretariat.post("/zh/minutes/MIN-CO-1/act/amend", &[("text.zh", "另一种说法")]);
    assert_eq!(sent.status, 422);
    let page = site.nobody().entry(minutes).html;
    assert!(page.contains("两位共同主席同意。") && !page.contains("另一种说法"), "{page}");
}
