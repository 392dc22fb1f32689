//! `kill -9` at any moment: what was said to be committed is there, everything else whole or not at all.
//!
//! A few kills in the gate; COUNTERPART_SOAK_KILLS of them a database in the soak.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use register::act::Wish;
use store::{Filter, Store};
use testbed::Postgres;

use crate::draw::Draw;
use crate::fixture::{A, Fixture, block_on, folder, kind, request, sqlite_place, token};

/// Acts that are written in one transaction, over and over.
const BATCHES: [usize; 4] = [1, 1, 7, 2];

/// The register that a child process writes into, and the first number it writes.
pub const CHILD: &str = "COUNTERPART_TEST_WRITER";

/// Not a test by itself: the process that is killed. It says each number that is committed.
#[test]
fn writer() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (url, first) = task.rsplit_once(' ').unwrap();
    block_on(async {
        let error = write(url, first.parse().unwrap()).await.unwrap_err();
        let mut stdout = std::io::stdout();
        writeln!(stdout, "stopped by {error:?}").expect("the test reads what is said");
    });
}

/// Writes until something is wrong.
async fn write(url: &str, first: usize) -> store::Result<()> {
    let store = Store::open(url).await?;
    let mut next = first;
    for n in BATCHES.into_iter().cycle() {
        let mut transaction = store.write().await?;
        let actor = transaction.actor(&token("sec-a")).await?;
        for number in next..next + n {
            let text = format!("act {number}, of {next} with {n}");
            let wish = request(&format!("note/N-{number}"), Wish::Create, &[("text.en", &text)]);
            transaction.act(&actor, &wish).await?;
        }
        transaction.commit().await?;
        next += n;
        let mut stdout = std::io::stdout();
        writeln!(stdout, "committed below {next}").expect("the test reads what is said");
    }
    Ok(())
}

fn start_writer(url: &str, first: usize) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["crash::writer", "--exact", "--nocapture"]).env(CHILD, format!("{url} {first}"));
    child.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// The number below which everything was said to be committed; `None` when nothing was.
fn committed(child: Child) -> Option<usize> {
    let lines = BufReader::new(child.stdout.unwrap()).lines().map_while(Result::ok);
    let numbers = lines.filter_map(|line| line.strip_prefix("committed below ")?.trim().parse().ok());
    numbers.last()
}

fn kills() -> usize {
    std::env::var("COUNTERPART_SOAK_KILLS").map_or(5, |kills| kills.parse().expect("a number of kills"))
}

/// Lets a writer write until it is killed by `kill`, looks at what is there, and starts the next one.
fn survives(url: &str, seed: u64, mut kill: impl FnMut(&mut Child)) {
    let mut draw = Draw::seeded(seed);
    let mut next = 0;
    for round in 0..kills() {
        let mut child = start_writer(url, next);
        sleep(Duration::from_millis(150 + draw.below(350) as u64));
        kill(&mut child);
        let _ = child.kill();
        child.wait().unwrap();
        let said = committed(child).unwrap_or(next);
        let there = block_on(whole(url));
        assert!(there >= said, "kill {round}: {said} were committed, {there} are there");
        next = there;
    }
    assert!(next > kills(), "only {next} acts in all: the writer does not get to write");
}

/// How many notes there are: all of them from the first on, each transaction whole, found by their words, and the
/// chain sound.
pub async fn whole(url: &str) -> usize {
    let fixture = Fixture { url: url.to_owned(), store: Store::open(url).await.unwrap(), folder: folder() };
    fixture.is_sound().await;
    let notes = Filter { kind: kind("note"), ..Filter::default() };
    let entries = fixture.store.read().await.unwrap().list(A, &notes).await.unwrap();
    let n = entries.len();
    for (number, entry) in entries.iter().enumerate() {
        assert_eq!(entry.address.key(), format!("N-{number}"));
    }
    if let Some(last) = entries.last() {
        let text = last.text("text", "en").unwrap().text.to_owned();
        let (first, with) = text.rsplit_once(" of ").unwrap().1.split_once(" with ").unwrap();
        let end = first.parse::<usize>().unwrap() + with.parse::<usize>().unwrap();
        assert_eq!(n, end, "half of a transaction is there");
    }
    let found = Filter { words: Some("act".to_owned()), ..notes };
    assert_eq!(fixture.list(A, &found).await.len(), n);
    fixture.store.close().await;
    n
}

#[test]
fn sqlite_survives_kills_of_the_client() {
    let place = sqlite_place();
    let fixture = block_on(Fixture::found(place));
    let (url, _folder) = (fixture.url.clone(), fixture.folder);
    block_on(fixture.store.close());
    survives(&url, 1, |child| child.kill().unwrap());
}

#[test]
fn postgres_survives_kills_of_the_client() {
    let server = Postgres::with_fsync(true);
    let url = server.database();
    block_on(async { Fixture::found((url.clone(), folder())).await.store.close().await });
    survives(&url, 2, |child| child.kill().unwrap());
}

#[test]
fn postgres_survives_kills_of_the_server() {
    let mut server = Postgres::with_fsync(true);
    let url = server.database();
    block_on(async { Fixture::found((url.clone(), folder())).await.store.close().await });
    survives(&url, 3, |_| {
        server.kill();
        server.start_again();
    });
}
