//! Files as they are published, from the samples beside the crate: values, rows left out, and what is refused.

mod baci;
mod comtrade;
mod openalex;
mod sdmx;

use std::path::{Path, PathBuf};

use flows::formats::{Converted, Error, Request, convert};

use crate::Folder;

/// A sample.
fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(sample(name)).expect("a sample")
}

fn request(names: &[&str]) -> Request {
    Request { paths: names.iter().map(|name| sample(name)).collect(), ..Request::default() }
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn converted(request: &Request) -> Converted {
    convert(request, &|_| {}).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn refused(request: &Request) -> Vec<Error> {
    convert(request, &|_| {}).err().unwrap_or_else(|| panic!("it is not refused"))
}

/// A file made for one test, converted.
fn from_text(name: &str, content: &str, request: Request) -> Result<Converted, Vec<Error>> {
    let folder = Folder::new();
    let paths = vec![folder.write(name, content)];
    convert(&Request { paths, ..request }, &|_| {})
}

fn csv(converted: &Converted) -> String {
    String::from_utf8(flows::csv(&converted.table)).expect("text")
}

/// Reason, number of rows and the first of them, of each file in turn.
fn left_out(converted: &Converted) -> Vec<(&'static str, usize, &[usize])> {
    converted.left_out.iter().map(|left| (left.reason, left.n_rows, &left.first_rows[..])).collect()
}

fn codes(errors: &[Error]) -> Vec<&'static str> {
    errors.iter().map(diagnostic::Explain::code).collect()
}

#[test]
fn no_file_cut_anywhere_panics() {
    let files = ["BACI_HS17_Y2021_V000000.csv", "comtrade.csv", "sdmx-1.csv", "sdmx-2.csv", "openalex.jsonl"];
    for name in files {
        let whole = std::fs::read(sample(name)).expect("a sample");
        let folder = Folder::new();
        for end in (0..whole.len()).step_by(37) {
            let paths = vec![folder.write(name, &whole[..end])];
            let side = |name: &str| Some(name.to_owned()).filter(|_| files[2..4].contains(&name));
            let (origin, destination) = (side("REF_AREA"), side("COUNTERPART_AREA"));
            // Either is fine; what counts is that it is said.
            let _ = convert(&Request { paths, origin, destination, ..Request::default() }, &|_| {});
        }
    }
}

#[test]
fn damaged_bytes_are_an_error_and_no_panic() {
    for name in ["BACI_HS17_Y2021_V000000.csv", "comtrade.csv", "sdmx-1.csv", "openalex.jsonl"] {
        let whole = std::fs::read(sample(name)).expect("a sample");
        let folder = Folder::new();
        for at in (0..whole.len()).step_by(53) {
            let mut damaged = whole.clone();
            damaged[at] = 0xFF;
            let paths = vec![folder.write(name, &damaged)];
            let _ = convert(&Request { paths, ..Request::default() }, &|_| {});
        }
    }
}

#[test]
fn formats_are_recognised_and_never_joined() {
    let errors = refused(&request(&["BACI_HS17_Y2021_V000000.csv", "comtrade.csv"]));
    assert_eq!(codes(&errors), ["several-formats"]);
    let errors = from_text("table.csv", "origin,destination,flow\nA,B,1\n", Request::default());
    assert_eq!(codes(&errors.expect_err("no published format")), ["unknown-format"]);
}

#[test]
fn an_option_without_meaning_is_refused() {
    let errors = refused(&Request {
        zeros: true,
        value: Some("v".into()),
        ..request(&["BACI_HS17_Y2021_V000000.csv"])
    });
    assert_eq!(codes(&errors), ["needless-option", "needless-option"]);
}

#[test]
fn a_compressed_file_is_read_and_a_cut_one_is_damaged() {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text_of("openalex.jsonl").as_bytes()).expect("memory");
    let whole = encoder.finish().expect("memory");
    let folder = Folder::new();
    let of = |content: &[u8]| Request { paths: vec![folder.write("part.gz", content)], ..Request::default() };
    assert_eq!(csv(&converted(&of(&whole))), csv(&converted(&request(&["openalex.jsonl"]))));
    assert_eq!(codes(&refused(&of(&whole[..whole.len() - 9]))), ["damaged"]);
}

#[test]
fn a_crosswalk_with_two_regions_for_a_code_is_refused() {
    let folder = Folder::new();
    let crosswalk = Some(folder.write("regions.csv", "code,region\n156,A\n0156,B\n"));
    let errors = refused(&Request { crosswalk, ..request(&["BACI_HS17_Y2021_V000000.csv"]) });
    assert_eq!(codes(&errors), ["refused-rows"]);
    assert!(errors[0].to_string().contains("has two regions"), "{}", errors[0]);
    let crosswalk = Some(folder.write("regions.csv", "a,b\n156,A\n"));
    let errors = refused(&Request { crosswalk, ..request(&["BACI_HS17_Y2021_V000000.csv"]) });
    assert_eq!(codes(&errors), ["no-crosswalk"]);
}
