//! The block on Shopify's order status page: the words of the shopper's page in every language, with the times left open.
//!
//! It is made long before it is read. What depends on the reader's present (how far a day is named, whether a promised day
//! has passed) is therefore told both ways or left to the reader's clock; everything else is the page's own text, so that
//! page and block cannot say different things.

use contract::block::{
    BlockLabels, BlockParcel, BlockPromise, BlockStep, BlockView, BlockWords, Part, Text,
};
use contract::page::{PageView, ParcelText};
use contract::view::{OrderStatusView, PromiseView};
use fulfillment::{Date, Instant};

use crate::catalogue::Words;
use crate::languages::{ENGLISH, LANGUAGES, find};
use crate::{Dates, PageLinks, page};

/// Around a time in a text that is still to be completed; no message holds them and no foreign text may.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Claims the shopper must not overlook: the page sets them off by colour.
const ALERTS: [&str; 5] = [
    "delayed",
    "attempt_failed",
    "carrier_problem",
    "on_hold",
    "backordered",
];

/// The block of an order at `now`. `date` is the calendar date of an instant in an IANA zone; `url` leads to the full page.
pub fn block(
    view: &OrderStatusView,
    now: Instant,
    date: &dyn Fn(Instant, &str) -> Date,
    url: Option<String>,
) -> BlockView {
    // The rows of evidence stay on the full page.
    let mut view = view.clone();
    view.evidence.clear();
    view.parcels.iter_mut().for_each(|of| of.evidence.clear());
    let own = view.locale.as_deref().and_then(find).unwrap_or(&ENGLISH);
    let words = LANGUAGES.iter().map(|language| {
        (
            language.tag.to_owned(),
            words(&view, language.tag, now, date),
        )
    });
    BlockView {
        contract: contract::VERSION,
        zone: view.zone.clone(),
        lang: own.tag.to_owned(),
        url,
        words: words.collect(),
    }
}

fn words(
    view: &OrderStatusView,
    lang: &str,
    now: Instant,
    date: &dyn Fn(Instant, &str) -> Date,
) -> BlockWords {
    let said = |now| page(view, lang, &Places { now, date }, PageLinks::default());
    let (before, after) = (said(now), said(Instant(i64::MAX)));
    let places = Places { now, date };
    let labels = Words::new(lang, &places, &view.zone).with(&view.wording);
    let single = before.parcels.len() == 1;
    let parcels = before.parcels.iter().zip(&after.parcels);
    let parcels = parcels
        .zip(&view.parcels)
        .map(|((text, later), of)| BlockParcel {
            fulfillment: Some(&of.id)
                .filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))
                .cloned(),
            promise: promise(
                now,
                of.promise.as_ref(),
                [&text.promise, &None],
                [&later.promise, &None],
            ),
            steps: of
                .steps
                .iter()
                .zip(&text.steps)
                .map(|(step, text)| BlockStep {
                    label: text.label.clone(),
                    state: text.state.clone(),
                    current: text.current,
                    at: step.at,
                    by: text.by.as_deref().map(open),
                    grade: text.grade,
                })
                .collect(),
            ..parcel(text, &before, single)
        })
        .collect();
    BlockWords {
        promise: promise(
            now,
            view.promise.as_ref(),
            [&before.promise, &before.promise_note],
            [&after.promise, &after.promise_note],
        ),
        parcels,
        labels: BlockLabels {
            timeline: before.labels.timeline.clone(),
            items: before.labels.items.clone(),
            tracking: before.labels.tracking.clone(),
            notices: before.labels.notices.clone(),
            zone: before.labels.zone.clone(),
            ask: labels.say("label-ask", &[]),
            more: labels.say("label-more", &[]),
        },
        dir: before.dir,
        order: before.order,
        badge: before.badge,
        alert: ALERTS.contains(&before.claim.as_str()),
        headline: open(&before.headline),
        detail: before.detail.as_deref().map(open),
        expected: before.expected.as_deref().map(open),
        updated: before.updated.as_deref().map(open),
        notices: before.notices.iter().map(|text| open(text)).collect(),
    }
}

/// What a parcel's words alone tell.
fn parcel(text: &ParcelText, page: &PageView, single: bool) -> BlockParcel {
    // The only parcel's sentence is the order's: said once, as on the page.
    let own = !single || text.headline != page.headline;
    let says = [
        Some(&text.headline),
        text.detail.as_ref(),
        text.expected.as_ref(),
    ];
    let tracking = text.tracking.as_ref();
    BlockParcel {
        fulfillment: None,
        heading: text.heading.clone(),
        badge: (!single).then(|| text.badge.clone()),
        alert: ALERTS.contains(&text.claim.as_str()),
        says: says
            .into_iter()
            .flatten()
            .filter(|_| own)
            .map(|text| open(text))
            .collect(),
        promise: None,
        tracking: tracking.map(|link| link.text.clone()),
        tracking_url: tracking.and_then(|link| link.href.clone()),
        items: text.items.clone(),
        steps: Vec::new(),
    }
}

/// The lines about a promise before and after its day.
fn promise(
    now: Instant,
    of: Option<&PromiseView>,
    before: [&Option<String>; 2],
    after: [&Option<String>; 2],
) -> Option<BlockPromise> {
    let lines = |texts: [&Option<String>; 2]| -> Vec<Text> {
        let texts = texts.into_iter().flatten();
        texts.map(|text| open(text)).collect()
    };
    let (says, then) = (lines(before), lines(after));
    // It turns only where it has an end that lies ahead.
    let until = of?.until.filter(|until| now <= *until && then != says);
    (!says.is_empty()).then(|| BlockPromise {
        says,
        until,
        then: until.map(|_| then).unwrap_or_default(),
    })
}

/// Leaves a place where a time belongs.
struct Places<'a> {
    now: Instant,
    date: &'a dyn Fn(Instant, &str) -> Date,
}

impl Dates for Places<'_> {
    fn now(&self) -> Instant {
        self.now
    }

    fn moment(&self, at: Instant, _: &str, _: &str) -> String {
        format!("{OPEN}m{}{CLOSE}", at.0)
    }

    fn day(&self, at: Instant, zone: &str, _: &str) -> String {
        format!("{OPEN}d{}{CLOSE}", (self.date)(at, zone).0)
    }

    fn days(&self, from: Instant, until: Instant, zone: &str, _: &str) -> String {
        let [from, until] = [from, until].map(|at| (self.date)(at, zone).0);
        format!("{OPEN}d{from}u{until}{CLOSE}")
    }
}

/// A text whose times are places: taken apart at them.
fn open(text: &str) -> Text {
    if !text.contains(OPEN) {
        return Text::Plain(text.to_owned());
    }
    let mut parts = Vec::new();
    for (index, piece) in text.split(OPEN).enumerate() {
        let (time, words) = match piece.split_once(CLOSE) {
            Some((time, words)) if index > 0 => (place(time), words),
            _ => (None, piece),
        };
        parts.extend(time);
        if !words.is_empty() {
            parts.push(Part::Words(words.to_owned()));
        }
    }
    Text::Parts(parts)
}

fn place(time: &str) -> Option<Part> {
    if let Some(at) = time.strip_prefix('m') {
        return Some(Part::Moment {
            m: Instant(at.parse().ok()?),
        });
    }
    let days = time.strip_prefix('d')?;
    let date = |text: &str| text.parse().ok().map(Date);
    Some(match days.split_once('u') {
        Some((from, until)) => Part::Days {
            d: date(from)?,
            u: date(until)?,
        },
        None => Part::Day { d: date(days)? },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::English;
    use crate::tests::samples::{claims, dates, grades, order, parcel, promised, statement};
    use fulfillment::instant::DAY;
    use jiff::tz::TimeZone;

    /// A text with its times put in: what a reader sees who has `dates`.
    fn filled(text: &Text, zone: &str, lang: &str, dates: &dyn Dates) -> String {
        const NOON: i64 = DAY / 2;
        let noon = |date: Date| Instant(date.0.saturating_mul(DAY)).plus(NOON);
        match text {
            Text::Plain(words) => words.clone(),
            Text::Parts(parts) => parts
                .iter()
                .map(|part| match part {
                    Part::Words(words) => words.clone(),
                    Part::Moment { m } => dates.moment(*m, zone, lang),
                    Part::Day { d } => dates.date(*d, lang),
                    Part::Days { d, u } => dates.days(noon(*d), noon(*u), "UTC", lang),
                })
                .collect(),
        }
    }

    fn date(at: Instant, zone: &str) -> Date {
        let zone = TimeZone::get(zone).unwrap();
        let there = jiff::Timestamp::from_millisecond(at.0)
            .unwrap()
            .to_zoned(zone);
        let day = there.date();
        Date::from_ymd(
            i32::from(day.year()).into(),
            day.month().unsigned_abs().into(),
            day.day().unsigned_abs().into(),
        )
    }

    /// All that a block says, in the order in which the page says it.
    fn lines(words: &BlockWords, zone: &str, lang: &str, dates: &English) -> Vec<String> {
        let fill = |text: &Text| filled(text, zone, lang, dates);
        let promised = |of: &Option<BlockPromise>| -> Vec<String> {
            let Some(of) = of else { return Vec::new() };
            let passed = of.until.is_some_and(|until| until < dates.now());
            let said = if passed { &of.then } else { &of.says };
            said.iter().map(fill).collect()
        };
        let mut all = vec![words.badge.clone(), fill(&words.headline)];
        all.extend(words.detail.iter().chain(&words.expected).map(fill));
        all.extend(promised(&words.promise));
        all.extend(words.updated.iter().chain(&words.notices).map(fill));
        for of in &words.parcels {
            all.push(of.heading.clone());
            all.extend(of.badge.clone());
            all.extend(of.says.iter().map(fill));
            all.extend(promised(&of.promise));
            all.extend(of.tracking.iter().chain(&of.items).cloned());
            for step in &of.steps {
                all.extend([step.label.clone(), step.state.clone()]);
                all.push(dates.moment(step.at, zone, lang));
                all.extend(step.by.iter().map(fill));
            }
        }
        all
    }

    fn page_lines(page: &PageView) -> Vec<String> {
        let mut all = vec![page.badge.clone(), page.headline.clone()];
        let order = [
            &page.detail,
            &page.expected,
            &page.promise,
            &page.promise_note,
            &page.updated,
        ];
        all.extend(order.into_iter().flatten().cloned());
        all.extend(page.notices.iter().cloned());
        let single = page.parcels.len() == 1;
        for of in &page.parcels {
            all.push(of.heading.clone());
            all.extend((!single).then(|| of.badge.clone()));
            if !single || of.headline != page.headline {
                all.push(of.headline.clone());
                all.extend(of.detail.iter().chain(&of.expected).cloned());
            }
            all.extend(of.promise.clone());
            all.extend(of.tracking.iter().map(|link| link.text.clone()));
            all.extend(of.items.iter().cloned());
            for step in &of.steps {
                all.extend([
                    step.label.clone(),
                    step.state.clone(),
                    step.time.text.clone(),
                ]);
                all.extend(step.by.clone());
            }
        }
        all
    }

    #[test]
    fn a_block_read_later_says_what_the_page_says_then() {
        let written = dates();
        for claim in claims() {
            for grade in grades() {
                let mut view = order(statement(claim, grade));
                view.headline.until = Some(written.now);
                view.promise = Some(promised());
                view.parcels.push(parcel("fo:7", statement(claim, grade)));
                let block = block(&view, written.now, &date, None);
                for days in [0, 1, 7, 40, 400] {
                    let dates = English {
                        now: written.now.plus(days * DAY),
                    };
                    for (lang, words) in &block.words {
                        let page = page(&view, lang, &dates, PageLinks::default());
                        assert_eq!(
                            lines(words, &view.zone, lang, &dates),
                            page_lines(&page),
                            "{claim:?} {grade:?} {lang} {days} days on"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_title_that_looks_like_a_place_is_a_title() {
        let mut view = order(statement(claims()[0], grades()[1]));
        view.name = "\u{e000}m0\u{e001}".to_owned();
        let block = block(&view, dates().now, &date, None);
        assert!(block.words["en"].order.contains("m0"));
    }
}
