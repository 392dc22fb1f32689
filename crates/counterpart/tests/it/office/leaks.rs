//! What one side keeps for itself is found nowhere by the other, and not by the public: no export, search, count, view,
//! history, message.

use register::kinds;

use super::desk::Office;

/// What a side writes for itself; `{m}` is its marker, `{s}` its letter, `{r}` its region, `{o}` its officer.
const INSIDE: &str = r#"
    {s}-secretariat: note new N-{s} --set "text.en={m} must not be known"
    {o}: note new NR-{s} --set "text.zh=内部{m}备忘" --set region={r}
    {s}-chair: note new NC-{s} --set text.ru={m} --set about=session/SES-1
    {s}-secretariat: action-item new ACT-{s} --set title.en={m} --set due=2026-05-20 --set session=SES-1
    {s}-secretariat: commitment new C-{s} --visibility side --set title.en={m} --set due=2026-05-21 --set points=PT-1
    {s}-secretariat: person new PER-{s} --visibility side --set title.en={m}
    {o}: rec new R-{s} --set title.en={m} --set text.en={m} --set authors={r} --set fields=F --set session=SES-1 --set points=PT-1
    {o}: rec new RW-{s} --set title.en={m} --set text.en={m} --set authors={r} --set fields=F --set session=SES-1
    {o}: rec withdraw RW-{s} --reason {m}
    {o}: rec new RP-{s} --set title.en={m} --set text.en={m} --set authors={r} --set fields=F --set session=SES-1
    {o}: rec amend RP-{s} --set title.en=Published --set text.en=Published
    {o}: rec submit RP-{s}
    {s}-secretariat: rec consider RP-{s}
    {o}: statement new ST-{s} --set text.en={m} --set session=SES-1 --set type=introduced --set region={r} --set fields=F
    {o}: profile new PROF-{s} --set industry.en={m} --set region={r}
    {s}-secretariat: bulletin new B-{s} --set title.en={m} --set text.en={m} --set date=2026-05-14
    {s}-secretariat: dataset new D-{s} --set title.en={m} --set channel=trade --set unit=t --set source={m} --set licence=x --set sha256=0000000000000000000000000000000000000000000000000000000000000000
    {s}-secretariat: organisation new ORG-{s} --set title.en=Works --set type=enterprise --set region={r}
    {o}: partner-profile new PP-{s} --set title.en={m} --set text.en={m} --set organisation=ORG-{s} --set region={r} --set type=offer --set fields=F
    {s}-secretariat: document new DOC-{s} --visibility side --set title.en={m} --file {m}.txt
    admin-{s}: user new {s}-new --set name={m} --set side={s} --set roles=analyst
"#;

/// An opinion of each side on the recommendation of the other: one that is given, and one that lapses before it is final.
const OPINIONS: &str = "
    a-secretariat: opinion new OP-a --set recommendation=RP-b --set answer=declined --set text.en=MARKERALPHA
    a-secretariat: opinion give OP-a
    b-secretariat: opinion new OP-b --set recommendation=RP-a --set answer=declined --set text.en=MARKERBETA
    b-secretariat: opinion give OP-b
";

/// Each side with its marker, region and officer, and those who must not find the marker.
const SIDES: &[(&str, &str, &str, &str, &[&str])] = &[
    ("a", "MARKERALPHA", "CN-HB", "a-hubei", &["", "b-secretariat"]),
    ("b", "MARKERBETA", "RU-SAR", "b-saratov", &["", "a-secretariat"]),
];

fn office() -> Office {
    let office = Office::staffed();
    office.play_all(
        "
        a-secretariat: field new F --set title.en=Trade
        a-secretariat: strategy new S-1 --set title.en=Plan --set type=plan --set level=leaders --set side=none
        a-secretariat: point new PT-1 --set title.en=Rail --set strategy=S-1 --set type=point
        a-secretariat: session new SES-1 --set title.en=First --set type=council --set start=2026-06-10
        ",
    );
    for (side, marker, region, officer, _) in SIDES {
        office.write(&format!("{marker}.txt"), marker);
        let script = INSIDE.replace("{s}", side).replace("{m}", marker).replace("{r}", region);
        office.play_all(&script.replace("{o}", officer));
    }
    office.play_all(OPINIONS);
    office
}

#[test]
fn nothing_that_a_side_keeps_for_itself_is_found_by_anybody_else() {
    let office = office();
    for (side, marker, _, officer, others) in SIDES {
        let own = office.done(officer, &format!("search {marker}"));
        assert!(own.contains("Found: 1"), "the own side finds its words: {own}");
        for other in *others {
            for line in views(side, marker) {
                for json in ["", " --json"] {
                    let run = office.run(other, &format!("{line}{json}"));
                    let said = format!("{}{}", run.stdout, run.stderr);
                    // The words that were asked for may be said back.
                    let asked = line.matches(marker).count();
                    assert!(said.matches(marker).count() <= asked, "{other}: {line}{json}\n{said}");
                }
            }
            assert_eq!(
                office.json(other, &format!("search {marker}"))["count"],
                0,
                "{other} may not even count"
            );
        }
    }
}

/// Everything that can be read.
fn views(side: &str, marker: &str) -> Vec<String> {
    let mut lines: Vec<String> = kinds::ALL.iter().map(|kind| format!("export {}", kind.plural)).collect();
    lines.extend(
        ["export texts", "audit show --limit 100000", "audit verify", "due --within 400d"].map(str::to_owned),
    );
    lines.extend(
        ["roadmap", "outcome SES-1", "plan S-1", "trace session/SES-1", "trace point/PT-1"]
            .map(str::to_owned),
    );
    lines.push(format!("search {marker}"));
    for address in hidden(side).chain([format!("recommendation/RP-{side}"), "session/SES-1".into()]) {
        lines.extend([
            format!("show {address}"),
            format!("show {address} --history"),
            format!("trace {address}"),
        ]);
    }
    lines
}

/// What nobody else may know to exist.
fn hidden(side: &str) -> impl Iterator<Item = String> {
    const HIDDEN: &[&str] = &[
        "note/N",
        "note/NR",
        "note/NC",
        "action_item/ACT",
        "commitment/C",
        "person/PER",
        "recommendation/R",
        "recommendation/RW",
        "statement/ST",
        "profile/PROF",
        "bulletin/B",
        "dataset/D",
        "partner_profile/PP",
        "document/DOC",
        "opinion/OP",
    ];
    HIDDEN.iter().map(move |address| format!("{address}-{side}"))
}

#[test]
fn whoever_tries_to_act_on_what_is_hidden_is_told_that_there_is_none() {
    let office = office();
    let others = [("a", "b-secretariat"), ("b", "a-hubei")];
    for (side, other) in others {
        for address in hidden(side) {
            let (kind, key) = address.split_once('/').expect("an address");
            let command = if kind == "recommendation" { "rec".to_owned() } else { kind.replace('_', "-") };
            let rows =
                register::kind::kind(kind).expect("a kind").rows.iter().filter(|row| !row.who.is_empty());
            let acts = rows.map(|row| row.act.replace('_', "-"));
            let acts = acts.chain(["amend", "translate", "take-back-half withdraw"].map(str::to_owned));
            for act in acts {
                let answer = |key: &str| {
                    let run = office.run(other, &format!("{command} {act} {key} --reason x --on-version 7"));
                    (run.code, run.stdout, run.stderr.replace(key, "KEY"))
                };
                assert_eq!(answer(key), answer("NONE"), "{other}: {act} {address}");
            }
        }
    }
}

#[test]
fn naming_what_is_hidden_is_naming_what_does_not_exist() {
    let office = office();
    let lines = [
        "opinion new X --set recommendation={R} --set answer=agreed",
        "rec merge RP-b --set merged_into={R}",
        "note new X --set text.en=x --set about={R}",
        "action-item new X --set title.en=x --set due=2027 --set commitment={C}",
        "document new X --set title.en=x --file one-time --set about={N}",
        "post new X --set person={P}",
    ];
    for line in lines {
        let answer = |suffix: &str| {
            let named = line.replace("{R}", &format!("recommendation/R-{suffix}"));
            let named = named.replace("{C}", &format!("commitment/C-{suffix}"));
            let named =
                named.replace("{N}", &format!("note/N-{suffix}")).replace("{P}", &format!("PER-{suffix}"));
            let run = office.run("b-secretariat", &named);
            (run.code, run.stdout, run.stderr.replace(&format!("-{suffix}"), "-KEY"))
        };
        assert_eq!(answer("a"), answer("none"), "{line}");
    }
}

#[test]
fn an_outdated_act_does_not_show_what_was_a_draft_of_the_other_side() {
    let office = office();
    let message = office.refused("b-secretariat", "rec consider RP-a --on-version 1");
    assert!(!message.contains("MARKERALPHA"), "{message}");
    let message = office.refused("a-secretariat", "rec withdraw RP-a --reason x --on-version 1");
    assert!(message.contains("MARKERALPHA"), "the own side sees both versions: {message}");
}

#[test]
fn what_follows_from_an_act_does_not_show_the_other_sides_opinion() {
    let office = office();
    for json in ["", " --json"] {
        let said =
            office.done("b-saratov", &format!("rec amend RP-b --set text.en=Changed{} {json}", json.len()));
        assert!(!said.contains("OP-a") && !said.contains("MARKERALPHA"), "{said}");
    }
    assert_eq!(office.json("a-secretariat", "show opinion/OP-a")["state"], "lapsed");
    let message = office.refused("b-secretariat", "show opinion/OP-a");
    assert!(message.contains("there is no opinion/OP-a"), "it never was final: {message}");
}

#[test]
fn an_import_of_the_other_sides_keys_says_nothing_of_what_is_there() {
    let office = office();
    for (key, expected) in [("N-a", "note/N-a is not an address that can be chosen"), ("N-none", "")] {
        office.write("notes.csv", format!("key,text.en\n{key},Mine\n"));
        let run = office.run("b-secretariat", "import notes notes.csv");
        assert!(run.stderr.contains(expected) && !run.stderr.contains("MARKERALPHA"), "{}", run.stderr);
        assert!(!run.stderr.contains("exist"), "{}", run.stderr);
    }
}
