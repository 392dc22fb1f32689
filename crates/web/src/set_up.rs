//! The first page of a register that does not exist yet: a form for what it begins with.
//!
//! Whoever brings the token that the server printed may fill it in, once. What is made of it is not decided here: the
//! form goes to whoever started the server, who makes the register and answers.

use std::future::Future;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use register::entry::sha256;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc, oneshot};
use words::Language;

use crate::acting::form::{Values, values};
use crate::acting::{Sent, origin, sent};
use crate::error::{Answer, Failure, page};
use crate::site::{Reach, answer_all};
use crate::visit::preferred;
use crate::{assets, body, headers};

/// What the server is told when there is no register yet.
pub struct SetUp {
    /// Whoever brings it may say what the register begins with.
    pub token: String,
    /// The beginning of every full address.
    pub public_url: String,
    /// How the server is reached.
    pub reach: Reach,
    /// Where filled forms go, each with where its answer goes.
    pub founding: mpsc::Sender<(Founding, oneshot::Sender<Founded>)>,
}

/// What somebody asks a register to begin with.
#[derive(Debug)]
pub struct Founding {
    /// The name of the mechanism, by language.
    pub name: Vec<(String, String)>,
    /// The names of the sides, by language.
    pub sides: [Vec<(String, String)>; 2],
    /// The names of their administrators.
    pub administrators: [String; 2],
    /// Languages of its texts.
    pub languages: Vec<String>,
    /// Codes of the members of each side.
    pub members: [Vec<String>; 2],
}

/// What became of it.
#[derive(Debug)]
pub enum Founded {
    /// It is there; the one-time tokens of both administrators.
    Made([String; 2]),
    /// What is wrong with the form.
    Refused(register::Errors),
    /// Codes of regions that are not known.
    Unknown(Vec<String>),
    /// It could not be written; the server has told why.
    Broken,
}

struct Open {
    set_up: SetUp,
    made: Notify,
}

/// Serves the form until a register is made, or until `end` comes.
pub async fn set_up(
    set_up: SetUp,
    listener: &mut TcpListener,
    end: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let reach = set_up.reach.clone();
    let open = Arc::new(Open { set_up, made: Notify::new() });
    let router = Router::new()
        .route("/", get(choose))
        .route("/assets/{name}", get(assets::serve))
        .route("/{lang}/set-up", get(ask).post(make))
        .fallback(choose)
        .layer(middleware::from_fn(body::whole))
        .layer(middleware::map_response(told))
        .with_state(open.clone());
    let over = async move {
        tokio::select! { () = open.made.notified() => {}, () = end => {} }
    };
    answer_all(router, &reach, listener, over).await
}

/// What every answer says, and failures as pages.
async fn told(mut response: Response) -> Response {
    if let Some(failure) = response.extensions().get::<Failure>().cloned() {
        response = failure.page(Language::default());
    }
    headers::say_always(response.headers_mut(), true);
    response
}

async fn choose(headers: HeaderMap) -> Redirect {
    Redirect::to(&format!("/{}/set-up", preferred(&headers).code()))
}

#[derive(Template)]
#[template(path = "set-up.html")]
struct SetUpPage {
    lang: Language,
    token: String,
    values: Values,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "set-up-done.html")]
struct DonePage {
    lang: Language,
    enrol: String,
    tokens: [String; 2],
}

#[derive(Deserialize)]
struct Key {
    #[serde(default)]
    token: String,
}

fn language(code: &str) -> Result<Language, Failure> {
    Language::ALL.into_iter().find(|lang| lang.code() == code).ok_or_else(Failure::not_found)
}

impl Open {
    /// Hashes are compared, so that how long it takes says nothing of the token.
    fn admits(&self, token: &str) -> Result<(), Failure> {
        let same = sha256(token.trim().as_bytes()) == sha256(self.set_up.token.as_bytes());
        same.then_some(()).ok_or_else(|| Failure::of_status(StatusCode::FORBIDDEN))
    }
}

async fn ask(State(open): State<Arc<Open>>, Path(lang): Path<String>, Query(key): Query<Key>) -> Answer {
    let lang = language(&lang)?;
    open.admits(&key.token)?;
    let mut values = Values::new();
    for language in Language::ALL {
        values.insert(format!("language.{}", language.code()), "yes".to_owned());
    }
    page(&SetUpPage { lang, token: key.token, values, faults: Vec::new() })
}

async fn make(
    State(open): State<Arc<Open>>,
    Path(lang): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Sent>,
) -> Answer {
    let lang = language(&lang)?;
    open.admits(sent(&form, "token"))?;
    if !origin::is_own(&headers, &open.set_up.public_url) {
        return Err(Failure::of_status(StatusCode::FORBIDDEN));
    }
    let broken = |_| Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR);
    let (answer, answered) = oneshot::channel();
    let asked = (founding(&form), answer);
    // Whoever started the server is there as long as it serves.
    open.set_up
        .founding
        .send(asked)
        .await
        .map_err(|_| Failure::of_status(StatusCode::SERVICE_UNAVAILABLE))?;
    let faults = match answered.await.map_err(broken)? {
        Founded::Made(tokens) => {
            open.made.notify_one();
            let enrol = format!("{}/{}/enrol", open.set_up.public_url, lang.code());
            return page(&DonePage { lang, enrol, tokens });
        }
        Founded::Refused(faults) => faults.iter().map(|fault| words::fault(lang, fault)).collect(),
        Founded::Unknown(codes) => {
            vec![lang.tell("web-set-up-unknown", &[("codes", lang.list(&codes).into())])]
        }
        Founded::Broken => return Err(Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR)),
    };
    let token = sent(&form, "token").to_owned();
    let answer = page(&SetUpPage { lang, token, values: values(&form), faults })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
}

fn founding(form: &Sent) -> Founding {
    let text = |name: &str| sent(form, name).trim().to_owned();
    let texts = |name: &str| {
        let all = Language::ALL
            .into_iter()
            .map(|lang| (lang.code().to_owned(), text(&format!("{name}.{}", lang.code()))));
        all.filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>()
    };
    let chosen = |lang: &Language| !text(&format!("language.{}", lang.code())).is_empty();
    let codes = |name: &str| {
        let codes = text(name);
        codes
            .split([',', ';', '\n', ' ', '\r', '、', '，'])
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Founding {
        name: texts("name"),
        sides: [texts("side_a"), texts("side_b")],
        administrators: [text("administrator_a"), text("administrator_b")],
        languages: Language::ALL
            .iter()
            .filter(|lang| chosen(lang))
            .map(|lang| lang.code().to_owned())
            .collect(),
        members: [codes("members_a"), codes("members_b")],
    }
}

impl SetUpPage {
    fn say(&self, key: &str) -> String {
        self.lang.say(key)
    }

    fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// The boxes of a text: name, language, its tag, what was typed.
    fn boxes(&self, name: &str) -> Vec<(String, &'static str, &'static str, String)> {
        let one = |lang: Language| {
            let name = format!("{name}.{}", lang.code());
            let value = self.value(&name).to_owned();
            (name, lang.own_name(), lang.tag(), value)
        };
        Language::ALL.into_iter().map(one).collect()
    }
}
