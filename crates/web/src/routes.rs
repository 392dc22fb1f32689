//! Every address of the site, in one table.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::middleware;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;

use crate::acting::{account, admin, create, deed, desk, import, login, origin, texts};
use crate::error::Failure;
use crate::evidence::{balance, link, map, matrix};
use crate::pages::{about, export, front, list, members, news, pair, roadmap, search, side};
use crate::site::Site;
use crate::visit::preferred;
use crate::{assets, body, entry, fresh, headers, kept};

/// The addresses of the site in each language, as [`axum`] writes them: `/{lang}/{kind}/{key}`.
pub fn addresses() -> Vec<&'static str> {
    [pages().addresses, desks().addresses].concat()
}

/// A router that knows its addresses: none can be served that is not listed.
#[derive(Default)]
struct Listed {
    router: Router<Site>,
    addresses: Vec<&'static str>,
}

impl Listed {
    fn route(mut self, address: &'static str, methods: MethodRouter<Site>) -> Self {
        self.addresses.push(address);
        Listed { router: self.router.route(address, methods), ..self }
    }
}

pub(crate) fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(choose))
        .route("/assets/{name}", get(assets::serve))
        .route("/robots.txt", get(about::robots))
        .merge(pages().router)
        .merge(desks().router)
        .fallback(nowhere)
        .layer(middleware::from_fn_with_state(site.clone(), kept::keep))
        .layer(middleware::from_fn_with_state(site.clone(), origin::check))
        .layer(middleware::from_fn(body::whole))
        .layer(middleware::from_fn(fresh::answer))
        .layer(middleware::from_fn_with_state(site.clone(), headers::add))
        .layer(CompressionLayer::new())
        .with_state(site)
}

/// The pages of one language.
fn pages() -> Listed {
    Listed::default()
        .route("/{lang}", get(front::show))
        .route("/{lang}/news", get(news::show))
        .route("/{lang}/roadmap", get(roadmap::show))
        .route("/{lang}/roadmap.csv", get(roadmap::download))
        .route("/{lang}/roadmap.xlsx", get(roadmap::download))
        .route("/{lang}/search.csv", get(search::download))
        .route("/{lang}/search.xlsx", get(search::download))
        .route("/{lang}/members", get(members::show))
        .route("/{lang}/search", get(search::show))
        .route("/{lang}/help", get(about::help))
        .route("/{lang}/about-the-data", get(about::data))
        .route("/{lang}/accessibility", get(about::accessibility))
        // Only how large a whole request may be limits a table that people send.
        .route("/{lang}/import", get(import::form).post(import::check).layer(DefaultBodyLimit::disable()))
        .route("/{lang}/import/confirm", post(import::confirm))
        .route("/{lang}/{plural}", get(list::show))
        .route("/{lang}/{plural}/template.xlsx", get(export::template))
        .route("/{lang}/{kind}/{key}", get(entry::show))
        .route("/{lang}/{kind}/{key}/history", get(entry::history))
        .route("/{lang}/document/{key}/file", get(entry::file))
        .route("/{lang}/side/{side}", get(side::show))
        .route("/{lang}/pair/{one}/{other}", get(pair::show))
        .route("/{lang}/links", get(matrix::show))
        .route("/{lang}/link/{run}/{origin}/{destination}", get(link::show))
        .route("/{lang}/balance", get(balance::show))
        .route("/{lang}/map", get(map::show))
        .route("/{lang}/dataset/{key}/file", get(entry::dataset_file))
        .route("/{lang}/analysis-run/{key}/file", get(entry::result_file))
}

/// Pages and forms of those who have an account.
fn desks() -> Listed {
    Listed::default()
        .route("/{lang}/login", get(login::ask).post(login::enter))
        .route("/{lang}/login/code", post(login::code))
        .route("/{lang}/logout", post(login::leave))
        .route("/{lang}/enrol", get(account::ask_enrol).post(account::enrol))
        .route("/{lang}/forgotten", get(account::ask_forgotten).post(account::forgotten))
        .route("/{lang}/reset", get(account::ask_reset).post(account::reset))
        .route("/{lang}/password", get(account::ask_password).post(account::password))
        .route("/{lang}/second-factor", get(account::ask_second_factor).post(account::second_factor))
        .route("/{lang}/desk", get(desk::show))
        .route("/{lang}/audit", get(admin::audit).post(admin::verify))
        .route("/{lang}/new/{kind}", get(create::ask).post(create::make).layer(DefaultBodyLimit::disable()))
        .route("/{lang}/{kind}/{key}/texts", get(texts::ask).post(texts::act))
        .route("/{lang}/{kind}/{key}/act/{act}", get(deed::ask).post(deed::act))
}

/// The front page in the language that the browser would rather have.
async fn choose(headers: HeaderMap) -> impl IntoResponse {
    let lang = preferred(&headers);
    ([("vary", "accept-language")], Redirect::to(&format!("/{}", lang.code())))
}

async fn nowhere() -> Failure {
    Failure::not_found()
}
