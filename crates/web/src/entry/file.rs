//! The file of a document: given as an attachment to those who may see the document, never shown inside the site.

use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use register::entry::Entry;

use crate::block::{Block, Content};
use crate::error::{Answer, Failure};
use crate::frame::encoded;
use crate::shown::{Item, Words, place_of};
use crate::visit::Visit;

/// Whatever a browser does with the file, it runs nothing and reaches nothing.
const SANDBOX: &str = "default-src 'none'; sandbox";

pub(crate) async fn file(visit: Visit, Path((_, key)): Path<(String, String)>) -> Answer {
    let (visit, entry) = named(visit, "document", &key).await?;
    let name = entry.plain("file_name").unwrap_or("document").to_owned();
    save(visit, &entry, &name).await
}

/// The table of a dataset.
pub(crate) async fn dataset_file(visit: Visit, Path((_, key)): Path<(String, String)>) -> Answer {
    let (visit, entry) = named(visit, "dataset", &key).await?;
    save(visit, &entry, &format!("{key}.parquet")).await
}

/// The results of a run.
pub(crate) async fn result_file(visit: Visit, Path((_, key)): Path<(String, String)>) -> Answer {
    let (visit, entry) = named(visit, "analysis_run", &key).await?;
    save(visit, &entry, &format!("{key}.jsonl")).await
}

async fn named(mut visit: Visit, kind: &str, key: &str) -> Result<(Visit, Entry), Failure> {
    let entry = visit.must_see(&super::address(kind, key)?).await?;
    Ok((visit, entry))
}

async fn save(visit: Visit, entry: &Entry, name: &str) -> Answer {
    let withdrawn = entry.kind().name == "document" && entry.state != "filed";
    let hash = entry.plain("sha256").filter(|_| !withdrawn).ok_or_else(Failure::not_found)?;
    let (site, hash) = (visit.site.clone(), hash.to_owned());
    // Reading and checking a large file takes a while.
    let bytes = tokio::task::spawn_blocking(move || site.documents.read(&hash)).await;
    let bytes = bytes.ok().flatten().ok_or_else(Failure::not_found)?;
    Ok(attachment(name, bytes))
}

/// A file that is saved and not shown. Whoever filed it chose its media type; a browser is not told.
fn attachment(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(name).replace('/', "_"));
    let values = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX)),
        (HeaderName::from_static("x-download-options"), HeaderValue::from_static("noopen")),
    ];
    response.headers_mut().extend(values.map(|(name, value)| (Some(name), value)));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The way to the file of a document.
pub(super) fn link(visit: &Visit, entry: &Entry) -> Option<Block> {
    let name = match entry.kind().name {
        "document" if entry.state == "filed" => entry.plain("file_name")?.to_owned(),
        "dataset" => format!("{}.parquet", entry.address.key()),
        "analysis_run" => format!("{}.jsonl", entry.address.key()),
        _ => return None,
    };
    let href = format!("{}/file", visit.path(&place_of(&entry.address)));
    let words = Words::plain(visit.lang.tell("web-save-file", &[("name", name.into())]));
    let content = Content::List(vec![Item::Link { href, words }]);
    Some(Block::new("file", visit.lang.say("web-file"), content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_its_name_and_never_shown() {
        let response = attachment("протокол 会议 \"x\"\r\n/../a.html", vec![1]);
        let header = |name: HeaderName| response.headers()[name].to_str().expect("a header").to_owned();
        let disposition = header(header::CONTENT_DISPOSITION);
        assert!(disposition.starts_with("attachment; filename*=UTF-8''%D0%BF"), "{disposition}");
        assert!(!disposition.contains(['\r', '\n', '"', '/']), "{disposition}");
        assert_eq!(header(header::CONTENT_TYPE), "application/octet-stream");
        assert!(header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    }
}
