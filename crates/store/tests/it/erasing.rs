//! What a person asked to be erased is gone, and the chain stays valid.

use register::act::Wish;
use register::actor::Reader;
use store::{Error, Filter};

use crate::fixture::{A, Fixture, block_on, kind, parse, request, sentences, server_key, token};
use crate::on_both;

on_both!(
    an_erased_person_is_gone_and_the_chain_is_valid,
    who_holds_an_office_stays,
    a_user_who_left_is_erased_with_his_token,
    a_profile_loses_the_mail_address_and_keeps_the_rest,
);

const NAME: &str = "Zhuravlyova";

async fn person(fixture: &Fixture) {
    let fields = [
        ("title.en", NAME),
        ("title.zh", "茹拉夫廖娃"),
        ("side", "a"),
        ("email", "zhuravlyova@example.org"),
        ("phone", "+7 927 5550199"),
    ];
    fixture.make("sec-a", "person/PER-1", &fields).await;
    fixture.amend("sec-a", "person/PER-1", &[("title.ru", "Журавлёва")]).await;
}

async fn an_erased_person_is_gone_and_the_chain_is_valid(fixture: Fixture) {
    person(&fixture).await;
    let kept = fixture.store.read().await.unwrap().head(&server_key()).await.unwrap();
    for words in [NAME, "茹拉夫廖娃", "Журавлёва"] {
        let filter = Filter { words: Some(words.to_owned()), ..Filter::default() };
        assert_eq!(fixture.list(A, &filter).await, ["person/PER-1"], "{words}");
    }
    fixture.take("sec-a", "erase", "person/PER-1").await;
    for words in [NAME, "茹拉夫廖娃", "Журавлёва", "茹拉"] {
        let filter = Filter { words: Some(words.to_owned()), ..Filter::default() };
        assert!(fixture.list(A, &filter).await.is_empty(), "{words}");
    }
    let mut transaction = fixture.store.read().await.unwrap();
    let verified = transaction.verify(vec![kept], |_| {}).await.unwrap();
    assert!(verified.faults.is_empty(), "{:?}", verified.faults);
    let history = transaction.history(A, &parse("person/PER-1")).await.unwrap();
    assert_eq!(history.len(), 3, "that there was an entry stays on record");
    assert!(history[0].body.is_none() && history[1].body.is_none());
    assert!(!format!("{history:?}").contains(NAME));
    let persons = Filter { kind: kind("person"), ..Filter::default() };
    assert_eq!(transaction.count(Reader::Public, &persons).await.unwrap(), 0);
}

async fn who_holds_an_office_stays(fixture: Fixture) {
    person(&fixture).await;
    fixture.make("sec-a", "office/OFF-1", &[("title.en", "Governor"), ("side", "a")]).await;
    fixture.make("sec-a", "post/POST-1", &[("person", "PER-1"), ("office", "OFF-1")]).await;
    let mut erase = request("person/PER-1", Wish::Take("erase".to_owned()), &[]);
    erase.reason = Some("asked for".to_owned());
    assert!(matches!(fixture.act("sec-a", &erase).await, Err(Error::Refused(_))));
    assert!(fixture.look(A, "person/PER-1").await.unwrap().texts("title").is_some());
}

async fn a_user_who_left_is_erased_with_his_token(fixture: Fixture) {
    let fields =
        [("name", NAME), ("roles", "analyst"), ("email", "zhuravlyova@example.org"), ("token", &token("z"))];
    fixture.make("admin-a", "user/U-1", &fields).await;
    fixture
        .make("admin-a", "user/U-2", &[("name", "x"), ("roles", "co_chair"), ("token", &token("y"))])
        .await;
    fixture.make("sec-a", "office/OFF-1", &[("title.en", "Governor"), ("side", "a")]).await;
    fixture.amend("admin-a", "user/U-2", &[("office", "OFF-1")]).await;
    let mut erase = request("user/U-2", Wish::Take("erase".to_owned()), &[]);
    erase.reason = Some("asked for".to_owned());
    let refused = fixture.act("admin-a", &erase).await.unwrap_err();
    assert!(sentences(&refused).contains("holds-office"), "{refused:?}");
    erase.address = parse("user/U-1");
    assert!(fixture.act("sec-a", &erase).await.is_err(), "users are the administrator's");
    fixture.act("admin-a", &erase).await.unwrap();
    let left = fixture.look(A, "user/U-1").await.unwrap();
    assert_eq!(left.state, "erased");
    assert_eq!(left.fields.keys().collect::<Vec<_>>(), [&"side"]);
    let mut transaction = fixture.store.read().await.unwrap();
    assert!(transaction.actor(&token("z")).await.is_err());
    let history = transaction.history(A, &parse("user/U-1")).await.unwrap();
    assert!(!format!("{history:?}").to_lowercase().contains("zhuravlyova"));
    fixture.is_sound().await;
}

async fn a_profile_loses_the_mail_address_and_keeps_the_rest(fixture: Fixture) {
    let fields = [("title.en", "Works"), ("type", "enterprise"), ("side", "a"), ("region", "RU-SAR")];
    fixture.make("sec-a", "organisation/ORG-1", &fields).await;
    let fields = [
        ("organisation", "ORG-1"),
        ("region", "RU-SAR"),
        ("type", "offer"),
        ("title.en", "Turbines"),
        ("text.en", "Of all sizes"),
        ("fields", "trade"),
        ("email", "zhuravlyova@example.org"),
    ];
    fixture.make("off-a", "partner_profile/PP-1", &fields).await;
    fixture.take("off-a", "submit", "partner_profile/PP-1").await;
    fixture.take("sec-a", "publish", "partner_profile/PP-1").await;
    fixture.take("sec-a", "erase", "partner_profile/PP-1").await;
    let left = fixture.look(A, "partner_profile/PP-1").await.unwrap();
    assert_eq!((left.state, left.plain("email")), ("withdrawn", None));
    assert_eq!(left.text("title", "en").unwrap().text, "Turbines");
    let mut transaction = fixture.store.read().await.unwrap();
    let history = transaction.history(A, &parse("partner_profile/PP-1")).await.unwrap();
    assert!(history.len() == 4 && !format!("{history:?}").contains("zhuravlyova"));
    fixture.is_sound().await;
}

/// Not only out of sight: the bytes of the file hold no word of it any more.
#[test]
fn no_byte_of_an_erased_person_is_left_in_the_file() {
    block_on(async {
        let fixture = Fixture::sqlite().await;
        let path = fixture.folder.path().join("register.db");
        person(&fixture).await;
        // Others before and after, so that the words of the index stand among others.
        for n in 0..50 {
            fixture.make("sec-a", &format!("note/N-{n}"), &[("text.en", "zebra zhur zigzag")]).await;
        }
        let words =
            ["Zhuravlyova", "zhuravlyova", "ravlyov", "茹拉", "拉夫", "廖娃", "Журавл", "журавл", "5550199"];
        let Fixture { url, store, folder } = fixture;
        store.close().await;
        let found = |word: &&str| holds(&std::fs::read(&path).unwrap(), word);
        assert!(words.iter().filter(|word| found(word)).count() > 4, "the test can see them");

        let store = store::Store::open(&url).await.unwrap();
        let fixture = Fixture { url, store, folder };
        fixture.take("sec-a", "erase", "person/PER-1").await;
        fixture.is_sound().await;
        fixture.store.clone().close().await;
        let left: Vec<&&str> = words.iter().filter(|word| found(word)).collect();
        assert!(left.is_empty(), "still in the file: {left:?}");
    });
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}
