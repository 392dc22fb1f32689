//! Public pages are kept as they were made, until something they were made of changes.
//!
//! Each page comes with what was read for it ([`store::Reads`]). The chain tells which entries changed, also when another
//! process wrote them; pages that they touch are thrown away. The chain is asked at most every [`FRESH`], so that a public
//! page may be that much older than the register. Whoever is logged in never gets a kept page.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use store::Reads;

use crate::site::Site;

/// How much older than the register a public page may be.
const FRESH: Duration = Duration::from_millis(200);
/// Signals such as "due in 15 days" change with the day: a page is made anew after so long in any case.
const OLDEST: Duration = Duration::from_mins(5);
/// So many pages are kept, of some 10 kB each.
const MOST: usize = 4096;
/// A page that is larger is a table to download, and is not kept.
const LARGEST: usize = 1 << 20;

/// Where a page notes what was read for it.
pub(crate) type Noted = Arc<Mutex<Option<Reads>>>;

/// A page as it was made.
#[derive(Clone)]
struct Page {
    plain: Bytes,
    gzip: Bytes,
    tag: HeaderValue,
    content_type: HeaderValue,
    made: Instant,
    reads: Arc<Reads>,
}

/// All pages that are kept.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    pages: HashMap<String, Page>,
    /// The link of the chain until which pages were thrown away.
    seen: u64,
    looked: Option<Instant>,
}

impl Kept {
    fn with<T>(&self, work: impl FnOnce(&mut Pages) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Throws away what is no longer true; says until which link that is known.
    async fn refresh(&self, site: &Site) -> store::Result<u64> {
        let (seen, due) = self.with(|pages| {
            let due = pages.looked.is_none_or(|looked| looked.elapsed() >= FRESH);
            if due {
                pages.looked = Some(Instant::now());
            }
            (pages.seen, due)
        });
        if !due {
            return Ok(seen);
        }
        let changes = site.store.read().await?.changes_since(seen).await?;
        Ok(self.with(|pages| {
            pages.pages.retain(|_, page| {
                page.made.elapsed() < OLDEST
                    && !changes.iter().any(|change| page.reads.are_touched_by(change))
            });
            pages.seen = changes.last().map_or(pages.seen, |change| change.number.max(pages.seen));
            pages.seen
        }))
    }

    fn get(&self, place: &str) -> Option<Page> {
        self.with(|pages| pages.pages.get(place).cloned())
    }

    /// Keeps a page, unless the register moved on while it was made.
    fn put(&self, place: String, page: Page, seen: u64) {
        self.with(|pages| {
            if pages.seen == seen {
                if pages.pages.len() >= MOST {
                    pages.pages.clear();
                }
                pages.pages.insert(place, page);
            }
        });
    }
}

/// Answers with a kept page, or keeps the one that is made.
pub(crate) async fn keep(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let public = request.method() == Method::GET && !request.headers().contains_key(header::COOKIE);
    let place = request.uri().path_and_query().map(|place| place.as_str().to_owned());
    let (true, Some(place)) = (public, place) else { return next.run(request).await };
    let Ok(seen) = site.kept.refresh(&site).await else { return next.run(request).await };
    let headers = request.headers().clone();
    if let Some(page) = site.kept.get(&place) {
        return answer(&page, &headers);
    }
    let noted = Noted::default();
    request.extensions_mut().insert(noted.clone());
    let response = next.run(request).await;
    let reads = noted.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(reads) = reads.filter(|_| response.status() == StatusCode::OK) else { return response };
    match page(response, reads).await {
        Ok(page) => {
            site.kept.put(place, page.clone(), seen);
            answer(&page, &headers)
        }
        Err(response) => response,
    }
}

/// The page of an answer, or the answer as it is when it is none that can be kept.
async fn page(response: Response, reads: Reads) -> Result<Page, Response> {
    let (parts, body) = response.into_parts();
    let content_type = parts.headers.get(header::CONTENT_TYPE).cloned();
    let html = content_type.filter(|kind| kind.as_bytes().starts_with(b"text/html"));
    let Some(content_type) = html else { return Err(Response::from_parts(parts, body)) };
    let Ok(plain) = to_bytes(body, LARGEST).await else {
        return Err(StatusCode::INTERNAL_SERVER_ERROR.into_response());
    };
    let tag = HeaderValue::from_str(&crate::fresh::mark(&plain)).expect("a hash is plain");
    let gzip = Bytes::from(gzip(&plain));
    Ok(Page { plain, gzip, tag, content_type, made: Instant::now(), reads: Arc::new(reads) })
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Memory takes all that is written to it.
    let _ = encoder.write_all(plain);
    encoder.finish().unwrap_or_default()
}

fn answer(page: &Page, headers: &HeaderMap) -> Response {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or("");
    let common = [
        (header::ETAG, page.tag.clone()),
        (header::VARY, HeaderValue::from_static("accept-encoding, cookie")),
    ];
    let kind = [(header::CONTENT_TYPE, page.content_type.clone())];
    if text(header::ACCEPT_ENCODING).contains("gzip") {
        let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
        return (common, kind, encoding, Body::from(page.gzip.clone())).into_response();
    }
    (common, kind, Body::from(page.plain.clone())).into_response()
}
