//! Reminders, mailed by a real server: 30 days before, on the day, 14 days after, then to the superior; each once.

use std::net::TcpListener;
use std::process::Command;

use serde_json::Value;
use testbed::Smtp;

use super::desk::Office;

/// Regions in four time zones, with the hours that they are ahead of UTC and the language of their officer.
const REGIONS: &[(&str, &str, i8, &str)] = &[
    ("RU-TA", "Europe/Moscow", 3, "ru"),
    ("RU-SAM", "Europe/Samara", 4, "ru"),
    ("RU-PER", "Asia/Yekaterinburg", 5, "en"),
    ("CN-HB", "Asia/Shanghai", 8, "zh"),
];

/// A register in which each region owes something by 10 June 2026.
fn office() -> Office {
    let office = Office::staffed();
    office.write(
        "regions.csv",
        "key,title.en,level\nRU-SAM,Samara,federal_subject\nRU-PER,Perm,federal_subject\n",
    );
    office.done("b-secretariat", "import regions regions.csv");
    for (region, zone, _, lang) in REGIONS {
        let side = if region.starts_with("CN") { "a" } else { "b" };
        office.done(&format!("{side}-secretariat"), &format!("region amend {region} --set zone={zone}"));
        if *region != "CN-HB" {
            let officer = format!("{side}-{}", region.to_lowercase());
            office.add(&officer, "region_officer", &format!("regions={region}"));
        }
        let officer = if *region == "CN-HB" {
            "a-hubei".to_owned()
        } else {
            format!("{side}-{}", region.to_lowercase())
        };
        office.write("users.csv", format!("key,language\n{officer},{lang}\n"));
        office.done(&format!("admin-{side}"), "import users users.csv");
        let new = format!("commitment new C-{region} --set region={region} --set due=2026-06-10");
        let titles =
            r#"--set "title.en=Open the line" --set "title.ru=Открыть линию" --set "title.zh=开通线路""#;
        office.done(&format!("{side}-secretariat"), &format!("{new} {titles}"));
    }
    office
}

/// Says where mail goes.
fn mail(office: &Office, port: u16) {
    let config = format!(
        "[mail]\nhost = \"127.0.0.1\"\nport = {port}\nfrom = \"register@example.org\"\ntls = false\n"
    );
    office.write("register/counterpart.toml", config);
}

/// Step and result of each letter, by its entry; `-` where there is none.
fn letters(office: &Office, how: &str) -> Vec<(String, String)> {
    let said = office.run("", &format!("remind {how} --json"));
    let said: Value = serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{}", said.stderr));
    let said = said["letters"].as_array().expect("a list").clone();
    let of = |region: &str| {
        let entry = format!("commitment/C-{region}");
        let letter = said.iter().find(|letter| letter["entry"] == entry.as_str());
        let text =
            |name: &str| letter.map_or("-".into(), |letter| letter[name].as_str().unwrap_or("?").to_owned());
        (text("step"), text("result"))
    };
    REGIONS.iter().map(|(region, ..)| of(region)).collect()
}

/// The moment at which a local hour of a day in June begins in a region.
fn moment(day: &str, hours: i8) -> String {
    format!("{day}+{hours:02}:00")
}

#[test]
fn a_day_begins_where_the_region_is() {
    let mut office = office();
    let days = [
        ("2026-05-10T23:59:59", "-"),
        ("2026-05-11T00:00:00", "before"),
        ("2026-06-09T23:59:59", "before"),
        ("2026-06-10T00:00:00", "on_day"),
        ("2026-06-10T23:59:59", "on_day"),
        ("2026-06-11T00:00:00", "on_day"),
        ("2026-06-23T23:59:59", "on_day"),
        ("2026-06-24T00:00:00", "after"),
        ("2026-07-07T23:59:59", "after"),
        ("2026-07-08T00:00:00", "superior"),
    ];
    for (at, (region, _, hours, _)) in REGIONS.iter().enumerate() {
        for (day, expected) in days {
            office.at(&moment(day, *hours));
            let (step, _) = letters(&office, "--dry-run")[at].clone();
            assert_eq!(step, expected, "{region} at {day}");
        }
    }
}

#[test]
fn each_step_is_mailed_once_in_the_language_of_who_gets_it() {
    let smtp = Smtp::start();
    let mut office = office();
    mail(&office, smtp.address().port());
    office.at("2026-05-14T09:00:00Z");
    assert_eq!(letters(&office, "--dry-run"), vec![("before".into(), "to_be_sent".into()); 4]);
    assert!(smtp.messages().is_empty(), "a rehearsal sends nothing");
    assert_eq!(letters(&office, "--send"), vec![("before".into(), "sent".into()); 4]);
    assert_eq!(letters(&office, "--send"), vec![("-".into(), "-".into()); 4], "each once");
    let mails: Vec<String> = smtp.messages().iter().map(|mail| decoded(mail)).collect();
    assert_eq!(mails.len(), 4);
    let to = |user: &str| {
        let address = format!("To: {user}@example.org");
        mails.iter().find(|mail| mail.contains(&address)).unwrap_or_else(|| panic!("{mails:#?}")).clone()
    };
    assert!(to("a-hubei").contains("开通线路") && to("a-hubei").contains("2026-06-10"));
    assert!(to("b-ru-ta").contains("Открыть линию") && to("b-ru-sam").contains("Открыть линию"));
    assert!(to("b-ru-per").contains("“Open the line”, is due on 2026-06-10"));
    for mail in &mails {
        assert!(mail.contains(r#""hash":"#), "the signed head goes with every mail: {mail}");
    }
    office.done("b-secretariat", "commitment claim-done C-RU-SAM");
    office.at("2026-06-10T09:00:00Z");
    assert_eq!(
        office.json("", "remind --send")["letters"].as_array().map(Vec::len),
        Some(3),
        "what is done is done"
    );
    office.at("2026-06-25T09:00:00Z");
    office.done("", "remind --send");
    office.at("2026-07-09T09:00:00Z");
    let said = office.json("", "remind --send");
    let to: Vec<&str> =
        said["letters"].as_array().expect("a list").iter().filter_map(|l| l["to"].as_str()).collect();
    assert!(to.contains(&"a-secretariat@example.org") && to.contains(&"b-secretariat@example.org"), "{to:?}");
    assert!(!to.contains(&"a-hubei@example.org"), "then the superior, not the officer: {to:?}");
    assert_eq!(smtp.messages().len(), 4 + 3 + 3 + 3);
    assert_eq!(office.json("", "remind --send")["letters"], Value::Array(Vec::new()));
}

#[test]
fn an_office_is_reminded_first_and_then_its_superior() {
    let office = Office::staffed();
    office.play_all(
        "
        a-secretariat: office new OFF-1 --set title.en=Province --set email=province@example.org --set language=zh
        a-secretariat: office new OFF-2 --set title.en=District --set superior=OFF-1 --set email=district@example.org
        a-secretariat: commitment new C-1 --set title.en=Road --set due=2026-05-14 --set office=OFF-2
        a-secretariat: commitment new C-2 --set title.en=Rail --set due=2026-04-01 --set office=OFF-2
        ",
    );
    let said = office.json("", "remind --dry-run");
    let said: Vec<_> =
        said["letters"].as_array().expect("a list").iter().map(|l| (&l["step"], &l["to"])).collect();
    let expected = [("on_day", "district@example.org"), ("superior", "province@example.org")];
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(expected.iter().all(|(step, to)| said.contains(&(&(*step).into(), &(*to).into()))), "{said:?}");
}

#[test]
fn what_a_side_keeps_for_itself_is_mailed_to_that_side() {
    let office = Office::staffed();
    office.play_all(
        "
        b-secretariat: office new OFF-B --set title.en=Volga --set email=volga@example.org
        a-secretariat: action-item new ACT-1 --set title.en=MARKERALPHA --set due=2026-05-14 --set office=OFF-B
        ",
    );
    let said = office.json("", "remind --dry-run");
    assert_eq!(said["letters"].as_array().map(Vec::len), Some(1));
    assert_eq!(said["letters"][0]["to"], "a-secretariat@example.org");
}

#[test]
fn a_letter_that_was_not_taken_is_tried_again() {
    let mut smtp = Smtp::start();
    let mut office = office();
    mail(&office, smtp.address().port());
    office.at("2026-06-10T09:00:00Z");
    smtp.kill();
    let run = office.run("", "remind --send");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("4 mails could not be sent"), "{}", run.stderr);
    assert_eq!(run.stdout.matches("not taken by the mail server").count(), 4, "{}", run.stdout);
    let smtp = Smtp::start();
    mail(&office, smtp.address().port());
    assert_eq!(letters(&office, "--send"), vec![("on_day".into(), "sent".into()); 4]);
    assert_eq!(smtp.messages().len(), 4);
}

#[test]
fn a_letter_that_was_being_sent_when_the_program_was_killed_is_uncertain_and_not_sent_again() {
    let mut office = office();
    office.at("2026-06-10T09:00:00Z");
    let hanging = TcpListener::bind("127.0.0.1:0").expect("a free port");
    mail(&office, hanging.local_addr().expect("it has an address").port());
    let mut child = office.command("", "remind --send").spawn().expect("the program starts");
    // It connects only after it has noted the letter; the server then says nothing, for ever.
    let connection = hanging.accept().expect("the program connects");
    child.kill().and_then(|()| child.wait()).expect("it is ours to kill");
    drop((connection, hanging));
    let smtp = Smtp::start();
    mail(&office, smtp.address().port());
    let run = office.run("", "remind --send");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(smtp.messages().len(), 3, "the one that may have gone out is not sent again:\n{}", run.stdout);
    assert_eq!(run.stdout.matches("uncertain").count(), 1, "{}", run.stdout);
    let results: Vec<String> = letters(&office, "--dry-run").into_iter().map(|(_, result)| result).collect();
    assert_eq!(results.iter().filter(|result| *result == "uncertain").count(), 1, "{results:?}");
    assert!(office.done("", "audit verify").contains("The chain is sound"));
}

#[test]
fn without_a_mail_server_send_says_what_to_write() {
    let office = office();
    let run = office.run("", "remind --send");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("write [mail] with host, port and from"), "{}", run.stderr);
    office.write(
        "register/counterpart.toml",
        "[mail]\nhost = \"mail.example.org\"\nport = 25\nfrom = \"r@example.org\"\ntls = false\n",
    );
    let run = office.run("", "remind --send");
    assert!(run.stderr.contains("only a mail server on this machine may do without tls"), "{}", run.stderr);
}

/// A mail as its reader sees it: headers and text decoded, by the language the mail server is written in.
fn decoded(mail: &str) -> String {
    let script = "import email, email.policy, os; m = email.message_from_string(os.environ['MAIL'], policy=email.policy.default); \
                  print('To:', m['To']); print('Subject:', m['Subject']); print(m.get_content())";
    let output =
        Command::new("/usr/bin/python3").args(["-I", "-X", "utf8", "-c", script]).env("MAIL", mail).output();
    let output = output.expect("the mail server runs on it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
