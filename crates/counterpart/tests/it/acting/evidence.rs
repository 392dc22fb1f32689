//! From the matrix of weak links to an agenda, and back to the evidence; and what one side keeps for itself on the way.

use super::site::{NOW, Site};
use crate::counterpart;

/// Runs the program beside the server.
fn run(site: &Site, user: &str, line: &[&str]) {
    let mut command = counterpart();
    command.args(line).env("COUNTERPART_NOW", NOW).env("COUNTERPART_REGISTER", site.register());
    let done = command.env("COUNTERPART_TOKEN", site.token(user)).output().expect("the program runs");
    assert!(done.status.success(), "{line:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn a_link_comes_on_the_agenda_with_its_row_and_shows_what_came_of_it() {
    let site = Site::start();
    let matrix = site.nobody().get("/en/links").html;
    assert!(matrix.contains("href=\"/en/link/AR-2/A-LUO/B-SEV\""), "{matrix}");
    let link = "/zh/link/AR-2/A-YAN/B-BEL";
    assert!(!site.nobody().get(link).html.contains("cite="), "the public proposes nothing");
    let analyst = site.enter("a-analyst");
    let form = "/zh/new/agenda-item?cite=AR-2/A-YAN/B-BEL";
    assert!(analyst.get(link).html.contains(form), "the way to the agenda");
    // It is filled in already: the session and the number are the analyst's to choose.
    let page = analyst.get(form);
    assert!(page.html.contains("演练：") || page.html.contains("贸易"), "{}", page.html);
    let typed = [("key", "AG-901"), ("session", "session/SES-3"), ("number", "3-90")];
    let sent = analyst.submit(form, &typed);
    assert_eq!(sent.status, 303, "{}", sent.html);
    let item = analyst.get("/zh/agenda-item/AG-901").html;
    assert!(item.contains("id=\"evidence\"") && item.contains("/zh/link/AR-2/A-YAN/B-BEL"), "{item}");
    let shown = analyst.get(link).html;
    assert!(shown.contains("/zh/agenda-item/AG-901"), "the link shows its thread: {shown}");
}

#[test]
fn the_link_that_was_on_the_agenda_moved_and_one_that_was_not_did_not() {
    let site = Site::start();
    let moved = site.nobody().get("/en/link/AR-2/A-LUO/B-SEV").html;
    assert!(moved.contains("The link moved from"), "{moved}");
    for entry in ["agenda-item/AG-2-05", "agenda-item/AG-3-02", "project/P-201"] {
        assert!(moved.contains(&format!("/en/{entry}\"")), "no {entry} in the thread: {moved}");
    }
    let stays = site.nobody().get("/en/link/AR-2/A-YAN/B-BEL").html;
    assert!(stays.contains("No movement can be told from chance"), "{stays}");
    // The evidence stands on what came of it, as it stood then.
    for entry in ["agenda-item/AG-2-05", "recommendation/R-201", "decision/DEC-201", "project/P-201"] {
        let page = site.nobody().get(&format!("/en/{entry}")).html;
        assert!(
            page.contains("id=\"evidence\"") && page.contains("/en/analysis-run/AR-1\""),
            "{entry}: {page}"
        );
    }
}

#[test]
fn no_page_shows_anything_of_data_that_the_other_side_keeps_for_itself() {
    let site = Site::start();
    let table = site.register().join("trade.csv");
    let path = table.to_str().expect("a path");
    run(&site, "a-analyst", &["data", "get", "D-2", "--out", path]);
    // Flows a million times as large: a figure, a total or a rank with them in it would show.
    let text = std::fs::read_to_string(&table).expect("the table");
    let mut lines = text.lines();
    let heading = lines.next().expect("a heading");
    let at = heading.split(',').position(|name| name == "flow").expect("a flow");
    let larger = lines.map(|line| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        cells[at] = (cells[at].parse::<f64>().unwrap_or(0.0) * 1e6).to_string();
        cells.join(",")
    });
    let larger: Vec<String> = larger.collect();
    std::fs::write(&table, format!("{heading}\n{}\n", larger.join("\n"))).expect("the folder can be written");
    let marker = "MARKERALPHA";
    run(
        &site,
        "a-analyst",
        &[
            "data",
            "add",
            path,
            "--key",
            "D-A",
            "--visibility",
            "side",
            "--title",
            marker,
            "--channel",
            "trade",
            "--unit",
            marker,
            "--source",
            marker,
            "--licence",
            "x",
        ],
    );
    run(&site, "a-analyst", &["dataset", "check", "D-A"]);
    run(&site, "a-analyst", &["dataset", "freeze", "D-A"]);
    let places = [
        "/links",
        "/links?order=how-much&channel=trade",
        "/links?region=region/A-LUO",
        "/balance",
        "/map",
        "/pair/A-LUO/B-SEV",
        "/region/A-LUO",
        "/link/AR-2/A-LUO/B-SEV",
        "/analysis-runs",
        "/datasets",
        "/analysis-runs.csv",
    ];
    let readers = [site.nobody(), site.enter("b-secretariat")];
    let main = |html: &str| {
        let main = html.split_once("<main").map_or(html, |(_, main)| main);
        main.split("<footer").next().unwrap_or(main).to_owned()
    };
    let read = || -> Vec<String> {
        let of = |client: &super::site::Client| {
            places.map(|place| main(&client.get(&format!("/{}{place}", client.lang)).html))
        };
        readers.iter().flat_map(of).collect()
    };
    let before = read();
    run(&site, "a-analyst", &["analyse", "weaklinks", "--dataset", "D-A", "--key", "AR-A", "--top", "1"]);
    assert_eq!(read(), before, "nothing changes for those who may not see the run");
    for client in &readers {
        for place in
            ["/analysis-run/AR-A", "/analysis-run/AR-A/file", "/dataset/D-A/file", "/link/AR-A/A-LUO/B-SEV"]
        {
            assert_eq!(client.get(&format!("/{}{place}", client.lang)).status, 404, "{place}");
        }
    }
    let own = site.enter("a-secretariat").get("/zh/links").html;
    assert!(own.contains(marker), "the own side sees its run: {own}");
}
