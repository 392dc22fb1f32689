//! Public pages are kept as they were made, until something they were made of changes.
//!
//! Each page comes with what was read for it ([`Reads`]). The chain tells which entries changed, also when another
//! process wrote them; pages that they touch are thrown away. The chain is asked after everything that was sent to this
//! server, and otherwise at most every `FRESH`, so that a public page may be that much older than what another process
//! wrote. Whoever is logged in never gets a kept page.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use store::{Change, Reads};

use crate::site::Site;

/// How much older than the register a public page may be.
const FRESH: Duration = Duration::from_millis(200);
/// Signals such as "due in 15 days" change with the day: a page is made anew after so long in any case.
const OLDEST: Duration = Duration::from_mins(5);
/// So many pages are kept, compressed: some 10 kB each.
const MOST: usize = 4096;
/// After more changes than these all pages are thrown away: to compare would take longer than to make them anew.
const COMPARED: u64 = 256;

/// Where a page notes what was read for it.
pub(crate) type Noted = Arc<Mutex<Option<Reads>>>;

/// A page as it was made.
#[derive(Clone)]
struct Page {
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

impl Pages {
    /// Until which link it is known what changed, and how many pages are kept, if the chain is to be asked again.
    fn look(&mut self) -> Option<(u64, usize)> {
        if self.looked.is_some_and(|looked| looked.elapsed() < FRESH) {
            return None;
        }
        self.looked = Some(Instant::now());
        Some((self.seen, self.pages.len()))
    }

    /// Throws away the pages that changes touch; all of them when it is not known what changed.
    fn forget(&mut self, changes: Option<&[Change]>, end: u64) -> u64 {
        match changes {
            Some(changes) => {
                self.pages.retain(|_, page| !changes.iter().any(|change| page.reads.are_touched_by(change)));
            }
            None => self.pages.clear(),
        }
        self.seen = self.seen.max(end);
        self.seen
    }
}

impl Kept {
    fn with<T>(&self, work: impl FnOnce(&mut Pages) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Throws away what is no longer true; says until which link that is known.
    async fn refresh(&self, site: &Site) -> store::Result<u64> {
        let Some((seen, n_pages)) = self.with(Pages::look) else { return Ok(self.with(|pages| pages.seen)) };
        let mut register = site.store.read().await?;
        let end = register.end().await?.map_or(0, |link| link.number);
        // Where nothing is kept, or after an import, there is nothing worth comparing.
        let compared = n_pages > 0 && end.saturating_sub(seen) <= COMPARED;
        let changes = if compared { Some(register.changes_since(seen).await?) } else { None };
        Ok(self.with(|pages| pages.forget(changes.as_deref(), end)))
    }

    /// Something was sent to this very server: whoever sent it, and looks as the public does, sees what came of it.
    fn look_again(&self) {
        self.with(|pages| pages.looked = None);
    }

    fn get(&self, place: &str) -> Option<Page> {
        let page = self.with(|pages| pages.pages.get(place).cloned());
        page.filter(|page| page.made.elapsed() < OLDEST)
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
    let changes = ![Method::GET, Method::HEAD].contains(request.method());
    let public = request.method() == Method::GET && !request.headers().contains_key(header::COOKIE);
    let place = request.uri().path_and_query().map(|place| place.as_str().to_owned());
    let (true, Some(place)) = (public, place) else {
        let response = next.run(request).await;
        if changes {
            site.kept.look_again();
        }
        return response;
    };
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
    let plain = to_bytes(body, usize::MAX).await.expect("a page lies in memory whole");
    let tag = HeaderValue::from_str(&crate::fresh::mark(&plain)).expect("a hash is plain");
    let gzip = Bytes::from(gzip(&plain));
    Ok(Page { gzip, tag, content_type, made: Instant::now(), reads: Arc::new(reads) })
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(plain).and_then(|()| encoder.finish()).expect("memory takes all that is written to it")
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
    (common, kind, plain(&page.gzip)).into_response()
}

/// For the few who do not take it compressed.
fn plain(gzip: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(gzip).read_to_end(&mut plain).expect("what was compressed here can be read");
    plain
}
