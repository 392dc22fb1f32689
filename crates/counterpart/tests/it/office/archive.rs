//! One archive with everything, restorable into either database; and a chain that shows what was changed by hand.

use age::secrecy::ExposeSecret as _;
use register::kinds;
use sqlx::Connection as _;
use testbed::Postgres;

use super::desk::Office;

/// A register with a document and a decision of both sides.
fn office() -> Office {
    let office = Office::staffed();
    office.write("terms.txt", "What was agreed");
    office.write("passphrase", "correct horse battery staple\n");
    office.play_all(
        "
        a-secretariat: document new DOC-1 --set title.en=Terms --file terms.txt
        a-secretariat: decision new DEC-1 --set title.en=Train --set text.en=Weekly --set level=mechanism
        a-chair: decision take DEC-1
        b-chair: decision take DEC-1
        ",
    );
    office
}

/// Everything that side A can read in a register.
fn content(office: &Office, register: &str) -> String {
    let lines = kinds::ALL.iter().map(|kind| format!("export {} --register {register}", kind.plural));
    let mut content: String = lines.map(|line| office.done("a-secretariat", &line)).collect();
    content.push_str(
        &office.done("a-secretariat", &format!("audit show --limit 10000 --json --register {register}")),
    );
    content
}

/// A restored register is the old one: its content, its chain, its documents, its tokens and its key.
fn is_whole(office: &Office, register: &str) {
    assert!(content(office, register) == content(office, "register"), "{register} differs");
    office.done("", &format!("audit head --register {register}"));
    let heads = office.done("", "audit head");
    office.write("heads", heads);
    let said = office.done("", &format!("audit verify --against heads --register {register}"));
    assert!(said.contains("The chain is sound") && said.contains("with 1 heads"), "{said}");
    assert!(office.done("", &format!("check --register {register}")).contains("Documents, all whole: 1"));
    office.done("b-secretariat", &format!("note new --set text.en=alive --register {register}"));
}

#[test]
fn a_backup_with_a_passphrase_is_restored() {
    let office = office();
    let said = office.done("", "backup archive --passphrase-file passphrase");
    assert!(said.contains("1 documents"), "{said}");
    let bytes = std::fs::read(office.path("archive")).expect("the archive is there");
    assert!(!bytes.windows(6).any(|found| found == b"agreed"), "it can be read by nobody");
    office.done("", "restore archive --register restored --passphrase-file passphrase");
    is_whole(&office, "restored");
}

#[test]
fn a_backup_for_a_recipient_is_restored_into_postgresql_and_back() {
    let office = office();
    let identity = age::x25519::Identity::generate();
    office.write("identity", format!("# made for a test\n{}\n", identity.to_string().expose_secret()));
    office.done("", &format!("backup archive --recipient {}", identity.to_public()));
    let database = Postgres::shared().database();
    office.done(
        "",
        &format!("restore archive --register postgres --identity-file identity --database {database}"),
    );
    is_whole(&office, "postgres");
    office.done("", &format!("backup second --recipient {} --register postgres", identity.to_public()));
    office.done("", "restore second --register back --identity-file identity");
    assert!(content(&office, "back") == content(&office, "postgres"));
}

#[test]
fn an_open_archive_leaves_the_servers_key_out() {
    let office = office();
    office.done("", "backup archive --unencrypted");
    office.done("", "restore archive --register restored");
    let key = |register: &str| std::fs::read(office.path(&format!("{register}/server.key"))).expect("a key");
    assert_ne!(key("restored"), key("register"));
    assert!(content(&office, "restored") == content(&office, "register"));
}

#[test]
fn nothing_is_restored_over_a_register_nor_with_a_wrong_key_nor_from_a_broken_archive() {
    let office = office();
    office.done("", "backup archive --passphrase-file passphrase");
    office.write("wrong", "incorrect horse");
    let mut bytes = std::fs::read(office.path("archive")).expect("the archive is there");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    office.write("damaged", &bytes);
    office.write("cut", &bytes[..middle - 100]);
    let before = content(&office, "register");
    let attempts = [
        ("restore archive --register register --passphrase-file passphrase", "there is a register"),
        ("restore archive --register new --passphrase-file wrong", "cannot be decrypted"),
        ("restore archive --register new", "archive"),
        ("restore damaged --register new --passphrase-file passphrase", ""),
        ("restore cut --register new --passphrase-file passphrase", ""),
        ("restore terms.txt --register new --passphrase-file passphrase", ""),
        ("backup archive --passphrase-file passphrase", "archive"),
        ("backup new.archive", "nothing says for whom"),
    ];
    for (line, expected) in attempts {
        let run = office.run("", line);
        assert!(run.code.is_some_and(|code| code == 1 || code == 2), "{line}: {:?} {}", run.code, run.stderr);
        assert!(run.stderr.contains(expected), "{line}: {}", run.stderr);
        assert!(
            !office.path("new/counterpart.toml").exists(),
            "{line}: nothing is left that looks like a register"
        );
    }
    assert!(content(&office, "register") == before);
    office.done("", "restore archive --register new --passphrase-file passphrase");
}

/// What somebody does who can write to the database, and what the replay must name.
const TAMPERING: &[(&str, &str)] = &[
    (
        "update entries set json = replace(json, 'Weekly', 'Yearly') where address = 'decision/DEC-1'",
        "decision/DEC-1",
    ),
    ("update entries set state = 'proposed' where address = 'decision/DEC-1'", "decision/DEC-1"),
    ("update entries set audience = 'public' where address = 'user/b-chair'", "user/b-chair"),
    ("delete from entries where address = 'document/DOC-1'", "document/DOC-1"),
    ("update audit set at = '2020-01-01T00:00:00Z' where number = 20", "20"),
    (
        "update contents set body = replace(body, 'a-chair', 'b-chair') where number = (select max(number) from contents)",
        "",
    ),
    ("delete from audit where number = 10", "10"),
    ("delete from contents where number = 12", "12"),
];

#[test]
fn what_is_changed_by_hand_in_the_database_is_found() {
    for (statement, named) in TAMPERING {
        let office = office();
        assert!(office.done("", "audit verify").contains("The chain is sound"));
        sql(&office, &["pragma foreign_keys = off", statement]);
        let run = office.run("", "audit verify");
        assert_eq!(run.code, Some(1), "{statement}\n{}{}", run.stdout, run.stderr);
        assert!(
            run.stderr.contains("the register was changed") && run.stderr.contains(named),
            "{statement}\n{}",
            run.stderr
        );
    }
}

#[test]
fn a_shortened_chain_is_found_with_the_head_that_the_other_side_keeps() {
    let office = Office::staffed();
    let early = office.done("", "audit head");
    office.done("a-secretariat", "field new F --set title.en=Trade");
    office.write("heads", format!("{early}{}", office.done("", "audit head")));
    assert!(office.done("", "audit verify --against heads").contains("with 2 heads"));
    let last = "(select max(number) from audit)";
    sql(
        &office,
        &[
            "pragma foreign_keys = off",
            &format!("delete from contents where number = {last}"),
            &format!("delete from audit where number = {last}"),
            "delete from search where rowid = (select id from entries where address = 'field/F')",
            "delete from entries where address = 'field/F'",
        ],
    );
    assert!(office.done("", "audit verify").contains("The chain is sound"), "the chain alone cannot tell");
    let run = office.run("", "audit verify --against heads");
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(run.stderr.contains("the register was changed"), "{}", run.stderr);
    let faults = run.stderr.clone();
    office.write("heads", "nonsense\n");
    let message = office.refused("", "audit verify --against heads");
    assert!(message.contains("heads, row 1") && message.contains("no signed head"), "{message}\n{faults}");
}

/// Writes to the database as somebody could who has the file.
fn sql(office: &Office, statements: &[&str]) {
    let url = format!("sqlite:{}", office.path("register/register.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut database = sqlx::SqliteConnection::connect(&url).await.expect("the database is a file");
        for statement in statements {
            let statement = sqlx::AssertSqlSafe((*statement).to_owned());
            sqlx::query(statement).execute(&mut database).await.expect("SQLite takes the statement");
        }
        database.close().await.expect("it closes");
    });
}
