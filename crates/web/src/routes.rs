//! Every address of the site, in one table.

use axum::Router;
use axum::http::{HeaderMap, Uri};
use axum::middleware;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use tower_http::compression::CompressionLayer;

use crate::error::Failure;
use crate::pages::{about, front, list, members, news, roadmap, search};
use crate::site::Site;
use crate::visit::{Visit, preferred};
use crate::{assets, body, entry, fresh, headers};

pub(crate) fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(choose))
        .route("/assets/{name}", get(assets::serve))
        .route("/robots.txt", get(about::robots))
        .merge(pages())
        .fallback(nowhere)
        .layer(middleware::from_fn(body::whole))
        .layer(middleware::from_fn(fresh::answer))
        .layer(middleware::from_fn_with_state(site.clone(), headers::add))
        .layer(CompressionLayer::new())
        .with_state(site)
}

/// The pages of one language.
fn pages() -> Router<Site> {
    Router::new()
        .route("/{lang}", get(front::show))
        .route("/{lang}/news", get(news::show))
        .route("/{lang}/roadmap", get(roadmap::show))
        .route("/{lang}/members", get(members::show))
        .route("/{lang}/search", get(search::show))
        .route("/{lang}/help", get(about::help))
        .route("/{lang}/about-the-data", get(about::data))
        .route("/{lang}/accessibility", get(about::accessibility))
        .route("/{lang}/{plural}", get(list::show))
        .route("/{lang}/{kind}/{key}", get(entry::show))
        .route("/{lang}/{kind}/{key}/history", get(entry::history))
}

/// The front page in the language that the browser would rather have.
async fn choose(headers: HeaderMap) -> impl IntoResponse {
    let lang = preferred(&headers);
    ([("vary", "accept-language")], Redirect::to(&format!("/{}", lang.code())))
}

async fn nowhere(visit: Result<Visit, Failure>, _: Uri) -> Failure {
    let lang = visit.map(|visit| visit.lang).unwrap_or_default();
    Failure::not_found().in_language(lang)
}
