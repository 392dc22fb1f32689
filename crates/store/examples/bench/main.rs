//! Fills a register and measures what people wait for: `bench DATABASE N_THREADS FOLDER PROGRAM`.
//!
//! `cargo xtask bench register` runs it and keeps the figures. DATABASE is `sqlite` or `postgresql`, FOLDER does not exist
//! yet, PROGRAM is `counterpart`. Each line of the answer is `what,n,seconds,seconds,...`; the first is the filling, with
//! the number of audit entries.

#![expect(clippy::print_stdout, reason = "the figures go to whoever started it")]

mod fill;
mod measure;
mod pages;
mod words;

use std::path::{Path, PathBuf};
use std::time::Instant;

use fill::Size;
use measure::Times;
use store::{Result, Store};
use testbed::Postgres;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [database, n_threads, folder, program] = arguments.as_slice() else {
        panic!("bench DATABASE N_THREADS FOLDER PROGRAM");
    };
    let size = Size { n_threads: n_threads.parse().expect("N_THREADS is a number") };
    let (folder, program) = (PathBuf::from(folder), PathBuf::from(program));
    std::fs::create_dir(&folder).expect("FOLDER can be made and is not there yet");
    // As one in use: it waits for the disk.
    let server = (database == "postgresql").then(|| Postgres::with_fsync(true));
    let url = match &server {
        Some(server) => server.database(),
        None => format!("sqlite:{}", folder.join("register.db").display()),
    };
    let config = folder.join("counterpart.toml");
    std::fs::write(config, format!("database = {url:?}\n")).expect("FOLDER can be written to");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("threads start").block_on(run(&url, size, &folder, &program)).expect("the register works");
}

async fn run(url: &str, size: Size, folder: &Path, program: &Path) -> Result<()> {
    let store = Store::create(url).await?;
    let start = Instant::now();
    fill::fill(&store, size).await?;
    let seconds = vec![start.elapsed().as_secs_f64()];
    let n = store.read().await?.verify(Vec::new(), |_| ()).await?.n_links;
    print(&Times { what: "fill", seconds, n });
    measure::all(&store, size, folder, program, print).await?;
    store.close().await;
    pages::all(size, folder, program, print);
    Ok(())
}

fn print(times: &Times) {
    let seconds: Vec<String> = times.seconds.iter().map(|seconds| format!("{seconds:.6}")).collect();
    println!("{},{},{}", times.what, times.n, seconds.join(","));
}
