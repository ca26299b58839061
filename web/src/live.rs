//! Live refresh in the browser: hydrate the page, listen on its WebSocket, fetch what changed.
//!
//! The socket only says which version exists; words always come from `/o/{token}.json`. While it is
//! lost the page says so, polls every 30 seconds when visible, and reconnects with growing pauses.
//! Whatever fails, the page stays as it was served: complete, only not live.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use contract::page::PageView;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DocumentFragment, HtmlElement, MessageEvent, Response, VisibilityState, WebSocket,
    Window,
};

use crate::order::{DATA, ROOT, order};

mod read;
use read::parse;

/// Pause between polls without a socket, milliseconds.
const POLL: i32 = 30_000;
/// First and longest pause before a new connection, milliseconds.
const RECONNECT: (i32, i32) = (1_000, 60_000);
/// Tries to read an announced version that the answer does not hold yet (KV lags behind).
const TRIES: u32 = 5;

/// A callback of the socket.
type Handler = Closure<dyn FnMut(MessageEvent)>;

/// Hydrates the page that loaded this module.
#[wasm_bindgen(start)]
pub fn start() {
    // Without the data or the element there is nothing to refresh: the page stays static.
    let _ = begin(None);
}

/// Hydrates the page that stands in a shadow tree of a storefront's own page, as its block put it there.
#[wasm_bindgen(js_name = hydrateIn)]
pub fn hydrate_in(tree: DocumentFragment) {
    let _ = begin(Some(tree));
}

fn begin(tree: Option<DocumentFragment>) -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let whole = tree.is_none();
    // A document finds its elements by the same names as a fragment does.
    let within = tree.unwrap_or_else(|| document.clone().unchecked_into());
    let data = within.get_element_by_id(DATA)?;
    let root = within
        .get_element_by_id(ROOT)?
        .dyn_into::<HtmlElement>()
        .ok()?;
    let page: PageView = parse(&data.text_content()?, "")?;
    let live = Rc::new(Live {
        shown: RwSignal::new(page),
        stale: RwSignal::new(false),
        json_url: data.get_attribute("data-json")?,
        live_url: data.get_attribute("data-live").unwrap_or_default(),
        pause: Cell::new(RECONNECT.0),
        open: Cell::new(false),
        wanted: Cell::new(0),
        busy: Cell::new(false),
        aside: RefCell::default(),
        handlers: RefCell::default(),
        window,
        document,
        within,
        whole,
    });
    let (shown, stale) = (live.shown, live.stale);
    leptos::mount::hydrate_from(root, move || order(shown, stale, String::new())).forget();
    live.watch();
    live.connect();
    Some(())
}

struct Live {
    shown: RwSignal<PageView>,
    stale: RwSignal<bool>,
    json_url: String,
    live_url: String,
    /// Before the next connection.
    pause: Cell<i32>,
    open: Cell<bool>,
    /// Newest version announced.
    wanted: Cell<u64>,
    busy: Cell<bool>,
    /// Markup of what the page offers, as it was last read.
    aside: RefCell<Option<String>>,
    /// Callbacks of the present socket; dropped with it.
    handlers: RefCell<Vec<Handler>>,
    window: Window,
    document: Document,
    /// Where the page's elements are: the document, or a shadow tree in somebody else's.
    within: DocumentFragment,
    /// The document is ours, and its title with it.
    whole: bool,
}

impl Live {
    /// Polls while there is no socket and someone looks.
    fn watch(self: &Rc<Self>) {
        let live = Rc::clone(self);
        let look = Closure::<dyn FnMut()>::new(move || {
            if !live.open.get() && live.document.visibility_state() == VisibilityState::Visible {
                live.fetch(0);
            }
        });
        let callback = look.as_ref().unchecked_ref();
        let _ = self
            .window
            .set_interval_with_callback_and_timeout_and_arguments_0(callback, POLL);
        let _ = self
            .document
            .add_event_listener_with_callback("visibilitychange", callback);
        look.forget();
    }

    fn connect(self: &Rc<Self>) {
        if self.live_url.is_empty() {
            return;
        }
        let Some(socket) = self.socket() else { return };
        let on = |act: fn(&Rc<Self>, MessageEvent)| {
            let live = Rc::clone(self);
            Handler::new(move |event| act(&live, event))
        };
        let opened = on(|live, _| {
            live.open.set(true);
            live.pause.set(RECONNECT.0);
            live.stale.set(false);
            // What changed before the socket stood.
            live.fetch(0);
        });
        let message = on(|live, event| {
            let text = event.data().as_string().unwrap_or_default();
            if let Some(version) = parse::<u64>(&text, "version") {
                live.wanted.set(live.wanted.get().max(version));
                if version > live.version() {
                    live.fetch(0);
                }
            }
        });
        let closed = on(|live, _| {
            live.open.set(false);
            live.stale.set(true);
            live.reconnect();
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        self.handlers.replace(vec![opened, message, closed]);
    }

    /// A path becomes an address with the page's host: older browsers want `wss:`.
    fn socket(&self) -> Option<WebSocket> {
        let url = if self.live_url.starts_with('/') {
            let origin = self.window.location().origin().ok()?;
            format!("{}{}", origin.replacen("http", "ws", 1), self.live_url)
        } else {
            self.live_url.replacen("http", "ws", 1)
        };
        WebSocket::new(&url).ok()
    }

    /// Connects again after a pause that doubles, spread so that not all pages come back at once.
    fn reconnect(self: &Rc<Self>) {
        let pause = self.pause.get();
        self.pause.set((pause * 2).min(RECONNECT.1));
        let spread = (f64::from(pause) * js_sys::Math::random() / 2.0) as i32;
        let live = Rc::clone(self);
        self.after(pause + spread, move || live.connect());
    }

    fn after(&self, millis: i32, act: impl FnOnce() + 'static) {
        let act = Closure::once_into_js(act);
        let _ = self
            .window
            .set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), millis);
    }

    fn version(&self) -> u64 {
        self.shown.with_untracked(|page| page.version)
    }

    /// Reads the page's words; one request at a time.
    fn fetch(self: &Rc<Self>, tries: u32) {
        if self.busy.replace(true) {
            return;
        }
        let live = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let page = live.read().await;
            live.busy.set(false);
            match page {
                Some((page, aside)) => live.show(page, aside),
                None if !live.open.get() => live.stale.set(true),
                None => {}
            }
            if live.wanted.get() > live.version() && tries < TRIES {
                let again = Rc::clone(&live);
                live.after(500 << tries, move || again.fetch(tries + 1));
            }
        });
    }

    async fn read(&self) -> Option<(PageView, String)> {
        let joint = if self.json_url.contains('?') {
            '&'
        } else {
            '?'
        };
        let seen = self.version().max(self.wanted.get());
        let url = format!("{}{joint}seen={seen}", self.json_url);
        let response: Response = JsFuture::from(self.window.fetch_with_str(&url))
            .await
            .ok()?
            .dyn_into()
            .ok()?;
        if !response.ok() {
            return None;
        }
        let text = JsFuture::from(response.text().ok()?)
            .await
            .ok()?
            .as_string()?;
        Some((parse(&text, "page")?, parse(&text, "aside")?))
    }

    /// Keeps the height of what stands above the parcels, so that a shorter text moves nothing.
    fn hold(&self) -> Option<()> {
        let lead = self
            .within
            .query_selector(".lead")
            .ok()??
            .dyn_into::<HtmlElement>()
            .ok()?;
        lead.style()
            .set_property("min-height", &format!("{}px", lead.offset_height()))
            .ok()
    }

    /// Markup of our own pages, with every text in it escaped where it was made.
    fn offer(&self, aside: &str) {
        if let Ok(Some(element)) = self.within.query_selector(".aside") {
            element.set_inner_html(aside);
        }
    }

    /// Shows a page that is not older than the one shown; equal words change nothing.
    fn show(&self, page: PageView, aside: String) {
        // A page that only polls is fresh once it was read.
        if self.live_url.is_empty() {
            self.stale.set(false);
        }
        let known = self.aside.replace(Some(aside.clone()));
        // What is offered changes with the state only; drawn anew, it would lose what is being typed.
        if page.version > self.version() && known.as_ref() != Some(&aside) {
            self.offer(&aside);
        }
        let newer = self
            .shown
            .with_untracked(|shown| page.version >= shown.version && *shown != page);
        if newer {
            if self.whole {
                self.document.set_title(&page.title);
            }
            self.hold();
            self.shown.set(page);
        }
    }
}
