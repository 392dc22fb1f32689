//! Results of runs: as their file has them, for whoever may see the run, and restored with it.

use register::act::Wish;
use register::actor::Reader;
use register::kind::Visibility;
use store::{Key, Lock, PairOrder, PairQuery, Store};

use crate::fixture::{A, B, Fixture, parse, postgres_place, request, sqlite_place};
use crate::on_both;
use crate::sql::Database;

on_both!(
    rows_are_those_of_the_file_and_only_for_those_who_see_the_run,
    a_change_in_a_table_or_a_file_is_noticed,
    results_come_back_with_a_restore,
    what_is_no_file_of_results_is_refused,
);

/// Two links, one of them there and back, and a pair that was not reported.
const FILE: &str = r#"{"question":{}}
{"rank":1,"origin":"RU-SAR","destination":"CN-HB","observed":1.5,"expected":4.0,"ratio":0.4,"low":0.3,"high":0.5,"p_weak":0.99,"gap":2.5,"gap_low":2.0,"false_share":0.01,"in_sample":false,"reasons":{"course":[{"period":"1","observed":1.0},{"period":"2","observed":null},{"period":"3","observed":0.5},{"period":"4","observed":0.5}]}}
{"rank":2,"origin":"CN-HB","destination":"RU-SAR","observed":3.0,"expected":3.0,"ratio":1.0,"low":null,"high":null,"p_weak":null,"gap":0.0,"gap_low":null,"false_share":null,"in_sample":false,"reasons":{"course":[]}}
{"rank":3,"origin":"RU-SAM","destination":"CN-SC","observed":1.0,"expected":2.0,"ratio":0.6,"low":0.4,"high":0.9,"p_weak":0.8,"gap":1.0,"gap_low":0.2,"false_share":0.1,"in_sample":false,"reasons":{"course":[]}}
{"origin":"RU-BA","destination":"CN-SC","missing":"not-reported"}
"#;

/// A run of side A that its own side sees alone, or everybody.
async fn run(fixture: &Fixture, key: &str, visibility: Visibility) {
    let data = "1".repeat(64);
    let dataset = format!("dataset/D-{key}");
    let fields = [
        ("title.en", "Trade"),
        ("channel", "trade"),
        ("unit", "USD"),
        ("source", "made up"),
        ("licence", "CC0"),
        ("sha256", &data),
    ];
    let mut made = request(&dataset, Wish::Create, &fields);
    made.visibility = Some(visibility);
    fixture.act("sec-a", &made).await.unwrap();
    fixture.take("sec-a", "check", &dataset).await;
    fixture.take("sec-a", "freeze", &dataset).await;
    fixture.documents().keep(FILE.as_bytes()).unwrap();
    let mut transaction = fixture.store.write().await.unwrap();
    let sha256 = transaction.keep_result(FILE.as_bytes()).await.unwrap();
    let fields = [
        ("title.en", "Weak links"),
        ("dataset", dataset.as_str()),
        ("specification", "--folds 10"),
        ("seed", "1"),
        ("program", "a test"),
        ("data_sha256", &data),
        ("sha256", &sha256),
    ];
    let mut made = request(&format!("analysis_run/AR-{key}"), Wish::Create, &fields);
    made.visibility = Some(visibility);
    let actor = transaction.actor(&crate::fixture::token("sec-a")).await.unwrap();
    transaction.act(&actor, &made).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn rows_are_those_of_the_file_and_only_for_those_who_see_the_run(fixture: Fixture) {
    run(&fixture, "1", Visibility::Side).await;
    let runs = [parse("analysis_run/AR-1")];
    let mut transaction = fixture.store.read().await.unwrap();
    let (n, pairs) =
        transaction.result_pairs(A, &runs, &PairQuery { limit: 2, ..PairQuery::default() }).await.unwrap();
    assert_eq!((n, pairs), (3, vec!["CN-HB RU-SAR".to_owned(), "CN-SC RU-SAM".to_owned()]));
    let by_name = PairQuery { order: PairOrder::Name, offset: 1, limit: 9, ..PairQuery::default() };
    let (_, pairs) = transaction.result_pairs(A, &runs, &by_name).await.unwrap();
    assert_eq!(pairs, ["CN-SC RU-BA", "CN-SC RU-SAM"]);
    let of_region = PairQuery { region: Some("RU-BA".to_owned()), limit: 9, ..PairQuery::default() };
    assert_eq!(transaction.result_pairs(A, &runs, &of_region).await.unwrap().0, 1);

    let rows = transaction.result_rows(A, &runs, &["CN-HB RU-SAR".to_owned()]).await.unwrap();
    let numbers = rows[0].found.clone().unwrap();
    assert_eq!((rows.len(), rows[0].origin.as_str(), numbers.observed), (2, "RU-SAR", 1.5));
    assert_eq!((numbers.p_weak, numbers.growth), (Some(0.99), Some(0.5)), "a third of three periods is one");
    let all = transaction.result_rows_of(A, &runs[0], 99).await.unwrap();
    assert_eq!(all.iter().map(|row| row.row).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(all[3].found, Err("not-reported".to_owned()));
    let (row, reasons) = transaction.result_link(A, &runs[0], "CN-HB", "RU-SAR").await.unwrap().unwrap();
    assert_eq!((row.row, reasons.as_deref()), (2, Some(r#"{"course":[]}"#)));

    for reader in [B, Reader::Public] {
        assert_eq!(transaction.runs(reader).await.unwrap(), []);
        assert_eq!(transaction.result_head(reader, &runs[0]).await.unwrap(), None);
        let query = PairQuery { limit: 9, ..PairQuery::default() };
        assert_eq!(transaction.result_pairs(reader, &runs, &query).await.unwrap(), (0, Vec::new()));
        assert_eq!(transaction.result_rows(reader, &runs, &["CN-HB RU-SAR".to_owned()]).await.unwrap(), []);
        assert_eq!(transaction.result_rows_of(reader, &runs[0], 9).await.unwrap(), []);
        assert_eq!(transaction.result_link(reader, &runs[0], "CN-HB", "RU-SAR").await.unwrap(), None);
        assert_eq!(transaction.result_apart(reader, &runs[0], &runs[0], 9).await.unwrap(), []);
    }
}

async fn a_change_in_a_table_or_a_file_is_noticed(fixture: Fixture) {
    run(&fixture, "1", Visibility::Public).await;
    let faults = async || {
        let mut transaction = fixture.store.read().await.unwrap();
        transaction.compare_results(&fixture.documents()).await.unwrap()
    };
    assert_eq!(faults().await, []);
    let database = Database::of(&fixture.url).await;
    for (there, back) in [
        (
            "update result_rows set p_weak = 0.5 where p_weak = 0.8",
            "update result_rows set p_weak = 0.8 where p_weak = 0.5",
        ),
        ("update results set head = '{}'", r#"update results set head = '{"question":{}}'"#),
    ] {
        assert_eq!(database.execute(there).await, 1);
        assert!(faults().await[0].to_string().contains("analysis_run/AR-1"));
        database.execute(back).await;
        assert_eq!(faults().await, []);
    }
    let hash = &fixture.documents().hashes().unwrap()[0];
    std::fs::write(fixture.documents().sound(hash).unwrap(), "other").unwrap();
    assert!(faults().await[0].to_string().contains("gone or was changed"));
}

async fn results_come_back_with_a_restore(fixture: Fixture) {
    run(&fixture, "1", Visibility::Public).await;
    let (path, _) = fixture.backup(&Lock::Open).await;
    for (url, folder) in [sqlite_place(), postgres_place()] {
        let store = Store::create(&url).await.unwrap();
        let restored = Fixture { url, store, folder };
        store::restore(&restored.store, &restored.documents(), &path, &Key::Open).await.unwrap();
        let mut transaction = restored.store.read().await.unwrap();
        assert_eq!(transaction.compare_results(&restored.documents()).await.unwrap(), []);
        let rows = transaction.result_rows_of(Reader::Public, &parse("analysis_run/AR-1"), 9).await.unwrap();
        assert_eq!(rows.len(), 4);
    }
}

async fn what_is_no_file_of_results_is_refused(fixture: Fixture) {
    let mut transaction = fixture.store.write().await.unwrap();
    for file in ["", "nothing", "{}\n{\"origin\":\"A\"}\n", "{}\n{\"origin\":\"A\",\"destination\":\"B\"}\n"]
    {
        assert!(transaction.keep_result(file.as_bytes()).await.is_err(), "{file}");
    }
}
