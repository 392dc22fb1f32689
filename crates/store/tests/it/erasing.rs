//! What a person asked to be erased is gone, and the chain stays valid.

use register::actor::Reader;
use store::{Error, Filter};

use crate::fixture::{A, Fixture, block_on, kind, parse, request, server_key};
use crate::on_both;

on_both!(an_erased_person_is_gone_and_the_chain_is_valid, who_holds_an_office_stays);

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
    let mut erase = request("person/PER-1", register::act::Wish::Take("erase".to_owned()), &[]);
    erase.reason = Some("asked for".to_owned());
    assert!(matches!(fixture.act("sec-a", &erase).await, Err(Error::Refused(_))));
    assert!(fixture.look(A, "person/PER-1").await.unwrap().texts("title").is_some());
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
