//! Everything but the hot path: one request in, one answer out.
//!
//! In scope: which route a path is ([`table`]), what opens it ([`crate::auth`]), the answer's headers
//! ([`respond`]). Not in scope: state (the objects), words and HTML.

mod act;
mod admin;
mod aftership;
mod bounce;
mod deed;
mod dev;
mod exceptions;
mod form;
#[cfg(feature = "fuzz")]
pub mod fuzz;
mod health;
mod lookup;
mod operations;
mod order;
mod promise;
mod promises;
mod proxy;
mod report;
mod requests;
mod respond;
mod settings;
mod sweep;
mod table;
mod tracking;

use std::rc::Rc;

use copy::MessageKind;
use fulfillment::Instant;
use worker::{Context, Env, Headers, Method, Request, Response, Url, event};

use crate::clock;
use crate::config::Config;
use crate::error::{Class, Failure};
use table::Route;

/// What every route is given.
pub(crate) struct Call {
    /// The request; routes that read its body take it.
    pub request: Request,
    /// Bindings.
    pub env: Env,
    /// The checked environment.
    pub config: Rc<Config>,
    /// The address asked for.
    pub url: Url,
    /// Now, by the one clock.
    pub now: Instant,
}

impl Call {
    /// The first value of a query parameter.
    pub fn query(&self, name: &str) -> Option<String> {
        self.url
            .query_pairs()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }

    /// `path`, carrying on the language that the address of this request asks for, if it does and
    /// there are words in it.
    pub fn in_language(&self, path: &str) -> String {
        match self.query("lang").filter(|tag| copy::speaks(tag)) {
            Some(_) => format!("{path}?lang={}", self.language(None)),
            None => path.to_owned(),
        }
    }

    /// The language to speak; `of_order` is the language the order was placed in.
    pub fn language(&self, of_order: Option<&str>) -> &'static str {
        language(&self.request, &self.url, of_order)
    }
}

/// The language to speak: `lang=` of the address, else what the order says, else the browser's, of
/// those there are words in.
fn language(request: &Request, url: &Url, of_order: Option<&str>) -> &'static str {
    let asked = url.query_pairs().find(|(name, _)| name == "lang");
    let asked = asked.as_ref().map(|(_, tag)| tag.as_ref());
    let accepted = request.headers().get("accept-language");
    copy::language(
        asked,
        of_order,
        &accepted.ok().flatten().unwrap_or_default(),
    )
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    let started = js_sys::Date::now();
    let id = request
        .headers()
        .get("cf-ray")?
        .unwrap_or_else(respond::request_id);
    let method = request.method();
    let path = request.path();
    let route = Route::of(&path);
    let pattern = route.as_ref().map_or("none", Route::pattern);
    let is_page = route.as_ref().is_some_and(Route::is_page);

    let (url, config) = (request.url(), Config::of(&env));
    let lang = match &url {
        Ok(url) if is_page => language(&request, url, None),
        _ => "en",
    };
    let done = match &route {
        Some(route) => serve(request, env, route).await,
        None => Err(Failure::NotFound),
    };
    let done = match (done, &route, url, config) {
        (Err(failure), Some(route), Ok(url), Ok(config))
            if bounce::helps(route, &method, &failure) =>
        {
            bounce::page(&config, &url)
        }
        (done, ..) => done,
    };
    let mut response = match done {
        Ok(response) => response,
        Err(failure) => {
            if failure.class() == Class::Ours {
                log_failure(&id, pattern, &failure);
            }
            refuse(&failure, is_page.then_some(lang), &id)?
        }
    };
    // A WebSocket's answer belongs to the object and cannot be changed.
    if response.status_code() != 101 {
        if method == Method::Head {
            response = without_body(response)?;
        }
        let headers = response.headers_mut();
        for (name, value) in respond::ALWAYS {
            headers.set(name, value)?;
        }
        headers.set("x-request-id", &id)?;
    }
    let line = serde_json::json!({
        "level": "info", "event": "request", "request": id, "method": method.as_ref(),
        "route": pattern, "status": response.status_code(), "ms": js_sys::Date::now() - started,
    });
    worker::console_log!("{line}");
    Ok(response)
}

async fn serve(request: Request, env: Env, route: &Route<'_>) -> Result<Response, Failure> {
    let method = request.method();
    if method == Method::Options {
        let headers = Headers::new();
        headers.set("allow", route.allow())?;
        return respond::empty(204, headers);
    }
    if !route.takes(&method) {
        return Err(Failure::Method {
            allow: route.allow(),
        });
    }
    let config = Config::of(&env)?;
    let driven = request.headers().get(clock::HEADER)?;
    let now = config
        .clock
        .now(js_sys::Date::now() as i64, driven.as_deref())?;
    let url = request.url()?;
    let call = Call {
        request,
        env,
        config,
        url,
        now,
    };
    match route {
        Route::Health => health::health(&call).await,
        Route::Page(token) => order::page(&call, token).await,
        Route::PageJson(token) => order::json(&call, token).await,
        Route::Live(token) => order::live(&call, token).await,
        Route::Act { token, proxied } => act::act(call, token, *proxied).await,
        Route::ProxyLookup => lookup::lookup(call, &method).await,
        Route::ProxyPromise => promise::promise(&call).await,
        Route::ProxyPage { token, json } => proxy::page(&call, token, *json).await,
        Route::Orders { json } => admin::orders(&call, *json).await,
        Route::Trace { order, json } => admin::trace(&call, order, *json).await,
        Route::Exception { order, fact } => exceptions::change(call, order, fact).await,
        Route::Request { order, fact } => requests::answer(call, order, fact).await,
        Route::Replay(id) => admin::replay(call, id).await,
        Route::Promises { json } => promises::promises(call, &method, *json).await,
        Route::Tracking { json } => tracking::tracking(call, &method, *json).await,
        Route::RedactAgain => admin::redact_again(&call).await,
        Route::Settings => settings::settings(call, &method).await,
        Route::Dev(parts) => dev::dev(call, &method, parts).await,
    }
}

/// The answer to a failure: a page in the language `page` where people look, JSON elsewhere.
fn refuse(failure: &Failure, page: Option<&str>, id: &str) -> Result<Response, Failure> {
    let mut response = if let Some(lang) = page {
        let kind = match failure {
            Failure::NotFound => MessageKind::NotFound,
            Failure::TooMany { .. } => MessageKind::TooMany,
            Failure::Unauthorized(_) => MessageKind::SignIn,
            failure if failure.class() == Class::Ours => MessageKind::Unavailable,
            failure => MessageKind::Refused(failure.public_reason()),
        };
        let nonce = respond::nonce()?;
        let view = copy::message(lang, &kind, None);
        let policy = respond::policy(
            &nonce,
            &respond::Frame::Nobody,
            &respond::Loads::default(),
            false,
        );
        respond::html(failure.status(), &web::message_html(&view, &nonce), &policy)?
    } else {
        respond::json_text(failure.status(), &failure.body(Some(id)))?
    };
    let headers = response.headers_mut();
    match failure {
        Failure::Method { allow } => headers.set("allow", allow)?,
        Failure::TooMany { seconds } => headers.set("retry-after", &seconds.to_string())?,
        _ => {}
    }
    Ok(response)
}

/// The same answer to HEAD.
fn without_body(response: Response) -> Result<Response, Failure> {
    let headers = response.headers().entries().collect::<Headers>();
    respond::empty(response.status_code(), headers)
}

fn log_failure(id: &str, route: &'static str, failure: &Failure) {
    let line = serde_json::json!({
        "level": "error", "event": "request.failed", "request": id, "route": route,
        "code": failure.code(), "reason": failure.to_string(),
    });
    worker::console_error!("{line}");
}
