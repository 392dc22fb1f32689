//! Logging in and out: name and password, then the second factor of those who have one.

use askama::Template;
use axum::extract::Form;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use store::logins::{Entered, Try};

use super::carried::{Carried, safe};
use super::{Sent, cookie, sent};
use crate::error::{Answer, page};
use crate::frame::Frame;
use crate::visit::{Caller, Visit, path};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    frame: Frame,
    account: String,
    /// What went wrong, or why somebody has to log in.
    notice: Option<String>,
    hidden: Sent,
    demo: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage {
    frame: Frame,
    notice: Option<String>,
    hidden: Sent,
}

/// A form that was typed before the login ended, to be sent again.
#[derive(Template)]
#[template(path = "resend.html")]
struct ResendPage {
    frame: Frame,
    to: String,
    fields: Sent,
}

pub(crate) async fn ask(visit: Visit) -> Answer {
    draw(visit, StatusCode::OK, String::new(), None, &Carried::default()).await
}

/// Somebody who is not logged in asks for a page that is for those who are: after the login it comes.
pub(crate) async fn first(caller: Caller) -> Answer {
    let carried = Carried { to: caller.place.clone(), fields: Sent::new() };
    let notice = caller.lang.say("web-login-first");
    draw(caller.visit().await?, StatusCode::UNAUTHORIZED, String::new(), Some(notice), &carried).await
}

/// A form that came after the login had ended: what was typed goes along.
pub(crate) async fn again(caller: Caller, form: Sent) -> Answer {
    let carried = Carried { to: caller.place.clone(), fields: form };
    let notice = caller.lang.say("web-login-again");
    draw(caller.visit().await?, StatusCode::UNAUTHORIZED, String::new(), Some(notice), &carried).await
}

async fn draw(
    mut visit: Visit,
    status: StatusCode,
    account: String,
    notice: Option<String>,
    carried: &Carried,
) -> Answer {
    let demo = demo(&visit);
    let frame = visit.frame(visit.lang.say("web-login")).await?;
    let answer = page(&LoginPage { frame, account, notice, hidden: carried.hidden(), demo })?;
    Ok((status, answer).into_response())
}

/// The accounts of a demonstration: account, what he is, password.
fn demo(visit: &Visit) -> Vec<(String, String, String)> {
    let line = |login: &crate::site::DemoLogin| {
        let roles: Vec<String> = login.roles.iter().map(|role| words::role(visit.lang, *role)).collect();
        let side = &visit.mechanism.side(login.side).text;
        (login.account.clone(), format!("{}, {side}", visit.lang.list(&roles)), login.password.clone())
    };
    visit.site.demo_logins.iter().map(line).collect()
}

pub(crate) async fn enter(caller: Caller, Form(form): Form<Sent>) -> Answer {
    let lang = caller.lang;
    let carried = Carried::of(&form);
    let account = sent(&form, "account").trim().to_owned();
    let tried = Try { account: &account, from: &caller.from, at: caller.now };
    let entered = caller.site.store.log_in(&tried, sent(&form, "password")).await;
    let entered = entered?;
    let refused = |key: &str, status| (status, Some(lang.say(key)));
    let (status, notice) = match entered {
        Entered::Whole(cookie) => return inside(caller, &cookie, &carried).await,
        Entered::Half(cookie) => {
            return ask_code(caller, Some(&cookie), StatusCode::OK, None, &carried).await;
        }
        Entered::Wrong | Entered::Ended => refused("web-login-wrong", StatusCode::UNAUTHORIZED),
        Entered::TooOften => refused("web-error-too-many-advice", StatusCode::TOO_MANY_REQUESTS),
    };
    draw(caller.visit().await?, status, account, notice, &carried).await
}

/// The page for the second factor; with the cookie of a login that waits for it.
async fn ask_code(
    caller: Caller,
    fresh: Option<&str>,
    status: StatusCode,
    notice: Option<&'static str>,
    carried: &Carried,
) -> Answer {
    let (site, lang) = (caller.site.clone(), caller.lang);
    let notice = notice.map(|key| lang.say(key));
    let mut visit = caller.visit().await?;
    let frame = visit.frame(lang.say("web-second-factor")).await?;
    let answer = page(&CodePage { frame, notice, hidden: carried.hidden() })?;
    let mut answer = (status, answer).into_response();
    if let Some(fresh) = fresh {
        answer.headers_mut().insert(header::SET_COOKIE, cookie::set(&site, fresh));
    }
    Ok(answer)
}

pub(crate) async fn code(caller: Caller, Form(form): Form<Sent>) -> Answer {
    let lang = caller.lang;
    let carried = Carried::of(&form);
    let half = caller.cookie.clone().unwrap_or_default();
    let given = caller.site.store.give_code(&half, sent(&form, "code"), &caller.from, caller.now).await;
    match given? {
        Entered::Whole(cookie) => inside(caller, &cookie, &carried).await,
        Entered::Half(_) | Entered::Wrong => {
            let notice = Some("web-code-wrong");
            ask_code(caller, None, StatusCode::UNAUTHORIZED, notice, &carried).await
        }
        Entered::TooOften => {
            let notice = Some("web-error-too-many-advice");
            ask_code(caller, None, StatusCode::TOO_MANY_REQUESTS, notice, &carried).await
        }
        Entered::Ended => {
            let notice = Some(lang.say("web-login-first"));
            draw(caller.visit().await?, StatusCode::UNAUTHORIZED, String::new(), notice, &carried).await
        }
    }
}

/// Logged in: to the page that was asked for, to the form that waits, or to the desk.
async fn inside(caller: Caller, fresh: &str, carried: &Carried) -> Answer {
    let (site, lang) = (caller.site.clone(), caller.lang);
    let to = safe(&carried.to);
    let mut answer = if carried.fields.is_empty() {
        let place = if to.is_empty() { "/desk" } else { &to };
        Redirect::to(&path(lang, place)).into_response()
    } else {
        let login = site.store.find_login(fresh, caller.now).await?;
        let mut visit = Caller { login, ..caller }.visit().await?;
        let frame = visit.frame(lang.say("web-resend")).await?;
        page(&ResendPage { frame, to: path(lang, &to), fields: carried.fields.clone() })?
    };
    answer.headers_mut().insert(header::SET_COOKIE, cookie::set(&site, fresh));
    Ok(answer)
}

pub(crate) async fn leave(caller: Caller) -> Answer {
    let lang = caller.lang;
    if let Some(cookie) = &caller.cookie {
        end(&caller, cookie).await?;
    }
    let cleared: [(_, HeaderValue); 1] = [(header::SET_COOKIE, cookie::clear(&caller.site))];
    let answer: Response = (cleared, Redirect::to(&path(lang, ""))).into_response();
    Ok(answer)
}

async fn end(caller: &Caller, cookie: &str) -> store::Result<()> {
    let mut transaction = caller.site.store.write().await?;
    transaction.end_login(cookie).await?;
    transaction.commit().await
}
