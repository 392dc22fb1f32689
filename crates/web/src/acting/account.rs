//! One's own account: first password, another password, a forgotten one, the second factor.

use askama::Template;
use axum::extract::{Form, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use std::collections::BTreeMap;
use store::logins::{Entered, Try};

use super::{Sent, cookie, login, sent};
use crate::error::{Answer, Failure, page};
use crate::frame::{Frame, encoded};
use crate::visit::{Caller, Visit, path};

/// A letter that the server is to send.
#[derive(Debug)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// A new token that is good once.
pub(crate) fn one_time_token() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives random numbers");
    register::entry::hex(&bytes)
}

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage {
    frame: Frame,
    heading: String,
    about: String,
    notice: Option<String>,
    /// What is asked besides the new password: the token of an invitation, the old password.
    proof: Option<Proof>,
    least: String,
}

/// What proves that a password may be set.
struct Proof {
    name: &'static str,
    label: String,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "forgotten.html")]
struct ForgottenPage {
    frame: Frame,
    /// Whether it was asked for: the same is said whoever asked.
    asked: bool,
    mails: bool,
}

#[derive(Template)]
#[template(path = "second-factor.html")]
struct SecondFactorPage {
    frame: Frame,
    on: bool,
    n_codes: String,
    secret: String,
    qr: String,
    notice: Option<String>,
    recovery: Vec<String>,
}

async fn password_page(
    visit: &mut Visit,
    which: [&'static str; 2],
    proof: Option<Proof>,
    notice: Option<String>,
) -> Answer {
    let lang = visit.lang;
    let heading = lang.say(which[0]);
    let status = if notice.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let least = lang.tell("web-password-least", &[("n", store::logins::LEAST_CHARACTERS.into())]);
    // The address may hold a token.
    let frame = Frame { shared: false, ..visit.frame(heading.clone()).await? };
    let about = lang.say(which[1]);
    let answer = page(&PasswordPage { frame, heading, about, notice, proof, least })?;
    Ok((status, answer).into_response())
}

fn token_proof(visit: &Visit) -> Proof {
    Proof { name: "token", label: visit.lang.say("web-one-time-token"), kind: "text" }
}

/// A first password, with the one-time token that the administrator of the side gave.
pub(crate) async fn ask_enrol(mut visit: Visit) -> Answer {
    let proof = Some(token_proof(&visit));
    password_page(&mut visit, ["web-enrol", "web-enrol-about"], proof, None).await
}

pub(crate) async fn enrol(caller: Caller, Form(form): Form<Sent>) -> Answer {
    let lang = caller.lang;
    let (token, password) = (sent(&form, "token").trim(), sent(&form, "password"));
    let notice = match new_password(&form) {
        Some(key) => key,
        None => match caller.site.store.set_first_password(token, password, caller.now).await {
            Ok(_) => return Ok(Redirect::to(&path(lang, "/login")).into_response()),
            Err(store::Error::Token) => "web-token-wrong",
            Err(store::Error::ShortPassword { .. }) => "web-password-short",
            Err(error) => return Err(Failure::from(error)),
        },
    };
    let mut visit = caller.visit().await?;
    let (proof, notice) = (Some(token_proof(&visit)), Some(lang.say(notice)));
    password_page(&mut visit, ["web-enrol", "web-enrol-about"], proof, notice).await
}

/// What is wrong with a new password that was typed twice.
fn new_password(form: &Sent) -> Option<&'static str> {
    (sent(form, "password") != sent(form, "repeated")).then_some("web-password-differs")
}

/// Another password, given the old one.
pub(crate) async fn ask_password(mut visit: Visit) -> Answer {
    if visit.actor.is_none() {
        return login::first(visit.leave()).await;
    }
    let proof = Some(old_proof(&visit));
    password_page(&mut visit, ["web-password-change", "web-password-about"], proof, None).await
}

fn old_proof(visit: &Visit) -> Proof {
    Proof { name: "old", label: visit.lang.say("web-password-old"), kind: "password" }
}

pub(crate) async fn password(caller: Caller, Form(form): Form<Sent>) -> Answer {
    let lang = caller.lang;
    let Some(held) = caller.cookie.clone().filter(|_| caller.login.is_some()) else {
        return login::first(caller).await;
    };
    let passwords = (sent(&form, "old"), sent(&form, "password"));
    let notice = match new_password(&form) {
        Some(key) => key,
        None => match caller.site.store.change_password(&held, &caller.from, passwords, caller.now).await {
            Ok(Entered::Whole(fresh)) => {
                let set = [(header::SET_COOKIE, cookie::set(&caller.site, &fresh))];
                return Ok((set, Redirect::to(&path(lang, "/desk?done=password"))).into_response());
            }
            Ok(Entered::TooOften) => "web-error-too-many-advice",
            Ok(Entered::Wrong | Entered::Half(_)) => "web-password-wrong",
            Ok(Entered::Ended) => return login::first(caller).await,
            Err(store::Error::ShortPassword { .. }) => "web-password-short",
            Err(error) => return Err(Failure::from(error)),
        },
    };
    let mut visit = caller.visit().await?;
    let (proof, notice) = (Some(old_proof(&visit)), Some(lang.say(notice)));
    password_page(&mut visit, ["web-password-change", "web-password-about"], proof, notice).await
}

pub(crate) async fn ask_forgotten(visit: Visit) -> Answer {
    forgotten_page(visit, false).await
}

async fn forgotten_page(mut visit: Visit, asked: bool) -> Answer {
    let mails = visit.site.letters.is_some();
    let frame = visit.frame(visit.lang.say("web-forgotten")).await?;
    page(&ForgottenPage { frame, asked, mails })
}

/// The answer is the same for every account, and as quick: the letter is written afterwards.
pub(crate) async fn forgotten(caller: Caller, Form(form): Form<Sent>) -> Answer {
    let lang = caller.lang;
    let tried = Try { account: sent(&form, "account").trim(), from: &caller.from, at: caller.now };
    let reset = caller.site.store.ask_reset(&tried).await;
    let reset = reset?;
    if let (Some(user), Some(letters)) = (reset.user, &caller.site.letters)
        && let Some(to) = user.plain("email")
    {
        let known = |code: &str| words::Language::ALL.into_iter().find(|language| language.code() == code);
        let lang = user.plain("language").and_then(known).unwrap_or(lang);
        let link =
            format!("{}{}", caller.site.public_url, path(lang, &format!("/reset?token={}", reset.token)));
        let letter = Letter {
            to: to.to_owned(),
            subject: lang.say("web-reset-subject"),
            text: lang.tell("web-reset-letter", &[("link", link.into())]),
        };
        // A full queue is told to whoever runs the server, by the sender of letters.
        let _ = letters.try_send(letter);
    }
    forgotten_page(caller.visit().await?, true).await
}

pub(crate) async fn ask_reset(mut visit: Visit) -> Answer {
    password_page(&mut visit, ["web-reset", "web-reset-about"], None, None).await
}

pub(crate) async fn reset(
    caller: Caller,
    Query(question): Query<BTreeMap<String, String>>,
    Form(form): Form<Sent>,
) -> Answer {
    let lang = caller.lang;
    let token = question.get("token").map_or("", String::as_str);
    let notice = match new_password(&form) {
        Some(key) => key,
        None => match caller.site.store.reset_password(token, sent(&form, "password"), caller.now).await {
            Ok(true) => return Ok(Redirect::to(&path(lang, "/login")).into_response()),
            Ok(false) => "web-token-wrong",
            Err(store::Error::ShortPassword { .. }) => "web-password-short",
            Err(error) => return Err(Failure::from(error)),
        },
    };
    let mut visit = caller.visit().await?;
    password_page(&mut visit, ["web-reset", "web-reset-about"], None, Some(lang.say(notice))).await
}

/// Whether there is a second factor, and how to have one.
pub(crate) async fn ask_second_factor(visit: Visit) -> Answer {
    if visit.actor.is_none() {
        return login::first(visit.leave()).await;
    }
    second_factor_page(visit.leave(), None, Vec::new()).await
}

async fn second_factor_page(caller: Caller, notice: Option<String>, recovery: Vec<String>) -> Answer {
    let lang = caller.lang;
    let Some(user) = caller.actor().map(|actor| actor.user.clone()) else {
        return login::first(caller).await;
    };
    let mut transaction = caller.site.store.write().await?;
    let n_codes = transaction.n_recovery_codes(&user).await.map_err(Failure::from)?;
    let on = caller.login.as_ref().is_some_and(|login| login.second_factor) || !recovery.is_empty();
    // Whoever mistyped a code has put this very secret into the app.
    let known = if notice.is_some() { transaction.proposed_second_factor(&user).await? } else { None };
    let secret = match known {
        _ if on => String::new(),
        Some(known) => known,
        None => transaction.propose_second_factor(&user).await.map_err(Failure::from)?,
    };
    transaction.commit().await.map_err(Failure::from)?;
    let mut visit = caller.visit().await?;
    let issuer = encoded(&visit.mechanism.title.text);
    let uri = format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", encoded(user.key()));
    let qr = if on { String::new() } else { crate::frame::qr(&uri) };
    let frame = visit.frame(lang.say("web-second-factor")).await?;
    let status = if notice.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let n_codes = lang.count(n_codes);
    let answer = page(&SecondFactorPage { frame, on, n_codes, secret, qr, notice, recovery })?;
    Ok((status, answer).into_response())
}

/// A code from the new device makes it the second factor.
pub(crate) async fn second_factor(caller: Caller, Form(form): Form<Sent>) -> Answer {
    let lang = caller.lang;
    let Some(held) = caller.cookie.clone().filter(|_| caller.login.is_some()) else {
        return login::first(caller).await;
    };
    let mut transaction = caller.site.store.write().await.map_err(Failure::from)?;
    let confirmed = transaction.confirm_second_factor(&held, sent(&form, "code"), caller.now).await;
    let confirmed = confirmed.map_err(Failure::from)?;
    transaction.commit().await.map_err(Failure::from)?;
    let Some(confirmed) = confirmed else {
        return second_factor_page(caller, Some(lang.say("web-code-wrong")), Vec::new()).await;
    };
    let set = cookie::set(&caller.site, &confirmed.cookie);
    let login = caller.site.store.find_login(&confirmed.cookie, caller.now).await.map_err(Failure::from)?;
    let caller = Caller { login, cookie: Some(confirmed.cookie), ..caller };
    let mut answer = second_factor_page(caller, None, confirmed.recovery_codes).await?;
    answer.headers_mut().insert(header::SET_COOKIE, set);
    Ok(answer)
}
