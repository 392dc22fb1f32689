//! A register in a temporary folder, and the people before it.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::{Folder, Run, counterpart};

/// When everything happens, until a test says otherwise.
const NOW: &str = "2026-05-14T09:00:00Z";

/// Somebody whom the administrator of a side adds: key, roles, and further fields.
const PEOPLE: &[(&str, &str, &str)] = &[
    ("a-secretariat", "secretariat", "language=zh"),
    ("a-chair", "co_chair", "language=zh"),
    ("a-hubei", "region_officer", "regions=CN-HB"),
    ("a-analyst", "analyst", "language=en"),
    ("a-reviewer", "reviewer", "reviews=zh"),
    ("b-secretariat", "secretariat", "language=ru"),
    ("b-chair", "co_chair", "language=ru"),
    ("b-saratov", "region_officer", "regions=RU-SAR"),
    ("b-reviewer", "reviewer", "reviews=ru"),
];

/// What `init` is told about a mechanism of two regions a side.
pub const MECHANISM: &str = r#"--name "Two Rivers" --side-a Yangtze --side-b Volga --members-a CN-HB,CN-AH
    --members-b RU-SAR,RU-TA --administrator-a "Li Wei" --administrator-b "Anna Petrova""#;

/// A folder with a register, `register`, and the tokens of its users, `register/tokens`.
pub struct Office {
    folder: Folder,
    now: String,
}

impl Office {
    /// A folder without a register.
    pub fn empty() -> Self {
        Office { folder: Folder::new(), now: NOW.to_owned() }
    }

    /// A register with both administrators and nobody else: the second enrolled at a desk of his own.
    pub fn founded() -> Self {
        let office = Office::empty();
        let run = office.run("", &format!("init register {MECHANISM}"));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        std::fs::create_dir(office.path("register/tokens")).expect("the folder of the register is there");
        std::fs::rename(office.path("register/admin-a.token"), office.path("register/tokens/admin-a.token"))
            .expect("init has written the token of side A");
        office.enrol("admin-b", &run.stdout);
        office
    }

    /// The same with everybody whom a small mechanism needs.
    pub fn staffed() -> Self {
        let office = Office::founded();
        for (key, roles, more) in PEOPLE {
            office.add(key, roles, more);
        }
        office
    }

    /// An example that comes with the program.
    pub fn example(name: &str) -> Self {
        let office = Office::empty();
        office.done("", &format!("init register --example {name}"));
        office
    }

    /// Adds a user of the side that his key begins with, and enrols him.
    pub fn add(&self, key: &str, roles: &str, more: &str) {
        let side = &key[..1];
        let new = format!(
            r#"user new {key} --set "name=Name of {key}" --set side={side} --set roles={roles} --set "{more}" --set email={key}@example.org"#
        );
        self.enrol(key, &self.done(&format!("admin-{side}"), &new));
    }

    /// Exchanges a one-time token for the token of a user.
    fn enrol(&self, user: &str, one_time: &str) {
        std::fs::write(self.path("one-time"), one_time).expect("the folder can be written");
        self.done("", &format!("user enrol --token-file one-time --out register/tokens/{user}.token"));
    }

    /// Sets the clock.
    pub fn at(&mut self, now: &str) {
        now.clone_into(&mut self.now);
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path(name)
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        self.folder.write(name, content);
    }

    /// The program as it would be run for a user; for nobody, when there is no name.
    pub fn command(&self, user: &str, line: &str) -> Command {
        let mut command = counterpart();
        command.current_dir(self.path("")).args(words(line));
        command.env("COUNTERPART_NOW", &self.now).env("COUNTERPART_REGISTER", "register");
        command.env_remove("COUNTERPART_TOKEN");
        if !user.is_empty() {
            let token = std::fs::read_to_string(self.path(&format!("register/tokens/{user}.token")));
            command.env("COUNTERPART_TOKEN", token.unwrap_or_else(|_| panic!("there is no user {user}")));
        }
        command
    }

    /// Runs the program for a user.
    pub fn run(&self, user: &str, line: &str) -> Run {
        self.command(user, line).output().expect("the program runs").into()
    }

    /// The output of a run that must succeed.
    pub fn done(&self, user: &str, line: &str) -> String {
        let run = self.run(user, line);
        assert_eq!(run.code, Some(0), "{user}: {line}\n{}", run.stderr);
        run.stdout
    }

    /// The same, as JSON.
    pub fn json(&self, user: &str, line: &str) -> Value {
        let text = self.done(user, &format!("{line} --json"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{user}: {line}: {error}\n{text}"))
    }

    /// The message of a run that must be refused.
    pub fn refused(&self, user: &str, line: &str) -> String {
        let run = self.run(user, line);
        assert_eq!(run.code, Some(1), "{user}: {line}\n{}{}", run.stdout, run.stderr);
        assert!(run.stdout.is_empty(), "{user}: {line}\n{}", run.stdout);
        run.stderr
    }

    /// Runs the lines of a script of which nobody reads what they say.
    pub fn play_all(&self, script: &str) {
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (user, act) = line.split_once(": ").expect("a line of a script names who runs it");
            self.done(user, act);
        }
    }

    /// Runs a line for each line `USER: ...` of a script (`public` is nobody), with `@ TIME` between them, and
    /// returns what a person before the terminal reads.
    pub fn play(&mut self, script: &str, options: &str) -> String {
        let mut read = String::new();
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let _ = writeln!(read, "> {line}");
            if let Some(now) = line.strip_prefix("@ ") {
                self.at(now);
                continue;
            }
            let (user, act) = line.split_once(": ").expect("a line of a script names who runs it");
            let user = if user == "public" { "" } else { user };
            let run = self.run(user, &format!("{act} {options}"));
            assert_eq!(run.code, Some(0), "{line}\n{}", run.stderr);
            let _ = writeln!(read, "{}{}", run.stdout, run.stderr);
        }
        redacted(&read)
    }
}

/// Hashes, keys and tokens differ from run to run.
pub fn redacted(text: &str) -> String {
    let mut redacted = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let digits = piece.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        let is_hash = digits.len() >= 12 && digits.chars().any(|c| c.is_ascii_alphabetic());
        redacted.push_str(&if is_hash { piece.replace(digits, "[hex]") } else { piece.to_owned() });
    }
    redacted
}

/// The words of a command line: blanks separate them, except between double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = None;
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_with(String::new);
            }
            c if c.is_whitespace() && !quoted => words.extend(word.take()),
            c => word.get_or_insert_with(String::new).push(c),
        }
    }
    words.extend(word);
    words
}
