//! What whoever wishes ill sends, or sends too late, and what becomes of it.

use super::form::{Form, decoded};
use super::site::{PASSWORD, Page, Site};

/// The end of the chain, as every page says it: the same as long as nothing was written.
fn end_of_chain(site: &Site) -> String {
    site.nobody()
        .get("/en/help")
        .text_after("<p class=\"code\"")
        .expect("each page says the end of the chain")
}

#[test]
fn a_form_of_another_site_does_nothing() {
    let site = Site::start();
    let client = site.enter("a-secretariat");
    let before = end_of_chain(&site);
    let place = "/zh/minutes/MIN-CO-1/act/amend";
    let foreign: &[&[(&str, &str)]] = &[
        &[],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "cross-site"), ("origin", &site.base)],
        &[("origin", &format!("{}.evil.example", site.base))],
    ];
    for headers in foreign {
        for place in [place, "/zh/logout", "/zh/login", "/zh/audit", "/zh/new/note"] {
            let answer = client.post_with(place, headers, &[("text.zh", "x"), ("on_version", "1")]);
            assert_eq!(answer.status, 403, "{place} with {headers:?}");
        }
    }
    assert_eq!(end_of_chain(&site), before);
    assert_eq!(client.get("/zh/desk").status, 200, "nobody was logged out");
    let own = client.post_with(place, &[("origin", &site.base)], &[("text.zh", "x"), ("on_version", "1")]);
    assert_eq!(own.status, 303, "an older browser says where it comes from: {}", own.html);
}

#[test]
fn a_login_leads_to_this_site_only() {
    let site = Site::start();
    site.give_password("a-secretariat");
    let bad = [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
    ];
    for to in bad {
        let fields = [("account", "a-secretariat"), ("password", PASSWORD), ("carried-to", to)];
        let entered = site.nobody().post("/en/login", &fields);
        assert_eq!((entered.status, entered.to()), (303, "/en/desk"), "{to:?}");
        let carried = [fields.as_slice(), &[("carried.x", "y")]].concat();
        let resend = site.nobody().post("/en/login", &carried);
        assert!(resend.status == 200 && !resend.html.contains("evil.example"), "{to:?}: {}", resend.html);
    }
    let good = [("account", "a-secretariat"), ("password", PASSWORD), ("carried-to", "/note/N-A-1")];
    assert_eq!(site.nobody().post("/en/login", &good).to(), "/en/note/N-A-1");
}

/// What would run if a page took it for its own.
const SCRIPTS: [(&str, &str); 3] = [
    ("title.zh", "<script>alert(\"铁路\")</script>"),
    ("title.ru", "\"><img src=x onerror=alert('Волга')>"),
    ("title.en", "</textarea></title><svg/onload=alert(1)>{{7*7}}"),
];

#[test]
fn what_people_type_is_shown_and_never_run() {
    let site = Site::start();
    let officer = site.enter("a-luoqiao");
    let mut fields =
        vec![("key", "R-666"), ("text.zh", "x"), ("authors", "region/A-LUO"), ("fields", "field/health")];
    fields.extend(SCRIPTS);
    officer.make("recommendation", &fields);
    let mut places = Vec::new();
    for lang in ["zh", "ru", "en"] {
        for place in [
            "recommendation/R-666",
            "recommendation/R-666/history",
            "recommendation/R-666/texts",
            "recommendation/R-666/act/amend",
            "recommendation/R-666/act/submit",
            "recommendations?state=draft",
            "region/A-LUO",
            "desk",
            "new/opinion",
        ] {
            places.push(format!("/{lang}/{place}"));
        }
    }
    let shown = places.iter().filter(|place| harmless(&officer.get(place), place)).count();
    assert!(shown > places.len() / 2, "what was typed is on {shown} pages of {}", places.len());
    for (_, script) in SCRIPTS {
        let asked = script.replace('<', "%3C").replace('>', "%3E").replace('"', "%22").replace(' ', "%20");
        let asked = asked.replace('{', "%7B").replace('}', "%7D");
        for place in
            ["search?q=", "recommendations?state=", "recommendation/", "R-666?done=", "login?account="]
        {
            let place = format!("/en/{place}{asked}");
            harmless(&officer.get(&encoded(&place)), &place);
        }
        let answer = site.nobody().post("/en/login", &[("account", script), ("carried.x", script)]);
        assert!(harmless(&answer, "login"), "the account is kept");
    }
}

/// Addresses hold ASCII alone.
fn encoded(place: &str) -> String {
    let letter =
        |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    place.bytes().map(letter).collect()
}

/// Whether a page shows one of the scripts; that it is one of its own is a panic.
fn harmless(page: &Page, place: &str) -> bool {
    for tag in ["<script>alert", "<img src=x", "<svg/onload", "</textarea></title>"] {
        assert!(!page.html.contains(tag), "{place}: {}", page.html);
    }
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{place}: {policy}");
    let words = decoded(&page.html);
    SCRIPTS.iter().any(|(_, script)| words.contains(script))
}

#[test]
fn a_form_that_comes_after_the_login_has_ended_keeps_its_text() {
    let site = Site::start();
    site.give_password("a-luoqiao");
    let client = site.reading("zh");
    let cookie = client.log_in("a-luoqiao", PASSWORD).cookie().to_owned();
    let text = "第一行 “引号” <b>\n第二行";
    let form = Form::on(&client.get("/zh/new/recommendation").html).with(&[
        ("key", "R-902"),
        ("title.zh", "演练：保留的文字"),
        ("text.zh", text),
        ("authors", "region/A-LUO"),
        ("fields", "field/health"),
        ("fields", "field/trade-timber"),
    ]);
    let cookie = format!("counterpart={cookie}");
    let elsewhere = [("sec-fetch-site", "same-origin"), ("cookie", cookie.as_str())];
    assert_eq!(site.nobody().post_with("/zh/logout", &elsewhere, &[]).status, 303);

    let ended = client.send("/zh/new/recommendation", &form);
    assert_eq!(ended.status, 401);
    assert_eq!(site.nobody().get("/zh/recommendation/R-902").status, 404);
    let login = Form::on(&ended.html).with(&[("account", "a-luoqiao"), ("password", PASSWORD)]);
    let kept = client.send("/zh/login", &login);
    assert_eq!((kept.status, kept.header("cache-control")), (200, "no-store"), "{}", kept.html);
    let again = Form::on(&kept.html);
    assert_eq!(again.value("text.zh"), text);
    let made = client.send("/zh/new/recommendation", &again);
    assert_eq!((made.status, made.to()), (303, "/zh/recommendation/R-902?done=create"), "{}", made.html);
    let amend = Form::on(&client.get("/zh/recommendation/R-902/act/amend").html);
    assert_eq!(amend.value("text.zh"), text);
    assert_eq!(amend.fields.iter().filter(|(name, value)| name == "fields" && !value.is_empty()).count(), 2);
}

#[test]
fn of_two_who_change_the_same_entry_neither_undoes_the_other() {
    let site = Site::start();
    let [first, second] = ["a-secretariat", "b-secretariat"].map(|user| site.enter(user));
    for (page, form_of_first) in [("act/amend", "title.en"), ("texts", "title.ru")] {
        let places = ["zh", "ru"].map(|lang| format!("/{lang}/minutes/MIN-CO-1/{page}"));
        let forms =
            [(&first, &places[0]), (&second, &places[1])].map(|(who, place)| Form::on(&who.get(place).html));
        let [a, b] = forms;
        let (title, text) = (format!("Changed by {page}"), format!("正文 {page}"));
        assert_eq!(first.send(&places[0], &a.with(&[(form_of_first, &title)])).status, 303);
        let conflict = second.send(&places[1], &b.with(&[("text.zh", &text)]));
        assert_eq!(conflict.status, 409, "{}", conflict.html);
        assert!(conflict.html.contains(&title), "what changed is said: {}", conflict.html);
        let form = Form::on(&conflict.html);
        assert_eq!((form.value("text.zh"), form.value(form_of_first)), (text.as_str(), title.as_str()));
        let sent = second.send(&places[1], &form);
        assert_eq!(sent.status, 303, "{}", sent.html);
        let now = Form::on(&first.get("/zh/minutes/MIN-CO-1/act/amend").html);
        assert_eq!((now.value("text.zh"), now.value(form_of_first)), (text.as_str(), title.as_str()));
    }
}

#[test]
fn nothing_that_somebody_sees_who_is_logged_in_is_kept_on_the_way() {
    let site = Site::start();
    let client = site.enter("a-secretariat");
    for place in [
        "",
        "/desk",
        "/audit",
        "/notes",
        "/note/N-A-1",
        "/note/N-A-1/history",
        "/search?q=x",
        "/nothing/at/all",
    ] {
        let page = client.get(&format!("/zh{place}"));
        assert_eq!(page.header("cache-control"), "no-store", "{place}");
    }
    for place in
        ["/new/note", "/password", "/second-factor", "/note/N-A-1/act/amend", "/session/SES-3/act/confirm"]
    {
        let page = client.get(&format!("/zh{place}"));
        assert_eq!((page.status, page.header("cache-control")), (200, "no-store"), "{place}");
    }
}
