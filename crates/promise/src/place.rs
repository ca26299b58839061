//! A place that hands orders over — a location, or a whole shop as the fallback of its locations — and what is known of it.
//!
//! It is told what comes in, what is done and what leaves, each fact once and as a difference; what belongs to one
//! group of lines is handed back as [`Opened`], to be kept with the order. So its size is bounded and a fact costs the
//! same however much is open. In scope: keeping that state. What it says is in [`crate::quote`].

use std::collections::BTreeMap;

use fulfillment::instant::{HOUR, Instant};
use serde::{Deserialize, Serialize};

use crate::backlog::Backlog;
use crate::conformal::{Conformal, Out};
use crate::declared::{self, Declared};
use crate::effects::Mean;
use crate::grace::Grace;
use crate::historical::{self, Historical};
use crate::load::Bucket;
use crate::quote::{Ask, Quote};
use crate::schedule::{Clock, Schedule};
use crate::settings::{self, GAIN, SHIFT};
use crate::throughput::Throughput;
use crate::turns::Turns;

/// Methods told apart at a place; those that come later share one history.
const METHODS: usize = 48;
/// Share of the lines handed over whose packing was scanned, from which on packing is the work that counts.
const PACKS: f64 = 0.3;

/// The work that a scan showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Lines taken from the shelf.
    Pick,
    /// Lines packed.
    Pack,
}

/// A group of lines that is open, as the place wants it back with every fact about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// When it came in.
    pub at: Instant,
    /// What was said then; none where too little was known. Not written down: it is told to whoever keeps promises.
    #[serde(skip)]
    pub said: Option<Quote>,
    /// Its lines.
    lines: u32,
    /// Lines picked and packed.
    scanned: [u32; 2],
    /// Lines that the place's backlog still counts.
    waiting: u32,
    tick: i64,
    /// Tick of the latest scan that was counted.
    done: Option<i64>,
    /// Lines that waited before it, and lines the place had done, when it came in.
    before: [u64; 2],
    begun: historical::Begun,
    declared: Option<declared::Begun>,
    out: Option<Out>,
    /// Whose offset corrected what was said.
    corrected: Correction,
    /// How often the target had been changed when it came in.
    #[serde(default)]
    targets: u32,
}

impl Opened {
    /// Its lines.
    pub fn lines(&self) -> u32 {
        self.lines
    }

    /// Lines of it that are not done.
    pub fn waiting(&self) -> u32 {
        self.waiting
    }
}

/// Which bounds share a conformal offset: those said at a like load err alike, and what was learnt
/// in calm weeks must not shorten the first peak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Correction {
    /// From the load alone.
    Load(Bucket),
    /// With a declared handling time.
    Handling,
}

/// All that is known of a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Share of orders, 0–1, to be handed over by their bound.
    pub(crate) target: f64,
    /// How often that was changed.
    #[serde(default)]
    targets: u32,
    pub(crate) clock: Option<Clock>,
    pub(crate) backlog: Backlog,
    pub(crate) throughput: Throughput,
    pub(crate) bucket: Bucket,
    pub(crate) history: Historical,
    pub(crate) declared: Option<Declared>,
    pub(crate) offsets: Vec<(Correction, Conformal)>,
    pub(crate) grace: Grace,
    /// Groups handed over by method.
    pub(crate) methods: BTreeMap<String, u32>,
    /// Share of the lines handed over whose packing was scanned; none before the first.
    packs: Option<Mean>,
    /// Lines done in all.
    done: u64,
    /// Who goes before whom.
    pub(crate) turns: Turns,
    /// The latest sign of work: a scan, a hand-over.
    pub(crate) alive: Option<Instant>,
}

impl Place {
    /// Knows nothing yet; `target` is the share of orders, 0–1, to be handed over by their bound.
    pub fn new(target: f64) -> Self {
        Self {
            target,
            targets: 0,
            clock: None,
            backlog: Backlog::default(),
            throughput: Throughput::default(),
            bucket: Bucket::default(),
            history: Historical::new(settings::history(target)),
            declared: None,
            offsets: Vec::new(),
            grace: Grace::default(),
            methods: BTreeMap::new(),
            packs: None,
            done: 0,
            turns: Turns::default(),
            alive: None,
        }
    }

    /// Share of orders, 0–1, to be handed over by their bound.
    pub fn target(&self) -> f64 {
        self.target
    }

    /// From now on another share of orders, 0–1, is to be handed over by their bound. What was learnt of the place stays; only the
    /// conformal offsets begin anew: they are what coverage at the former target had needed.
    pub fn retarget(&mut self, target: f64) {
        self.target = target;
        self.targets = self.targets.saturating_add(1);
        self.history.retarget(target);
        if let Some(declared) = &mut self.declared {
            declared.retarget(target);
        }
        self.offsets.clear();
    }

    /// What waits.
    pub fn backlog(&self) -> &Backlog {
        &self.backlog
    }

    /// How fast it works.
    pub fn throughput(&self) -> &Throughput {
        &self.throughput
    }

    /// The present load.
    pub fn bucket(&self) -> Bucket {
        self.bucket
    }

    /// A group of lines comes in: what is said of it is in the answer, which is to be kept with it. `shop` is asked
    /// where this place knows too little.
    pub fn opened(&mut self, ask: &Ask<'_>, schedule: &Schedule, shop: Option<&Self>) -> Opened {
        self.pass(ask.at, schedule);
        let bound = self.bound(ask.at, ask, schedule, shop);
        let said = bound.as_ref().map(|it| it.quote.clone());
        let tick = self.tick(ask.at, schedule);
        let correction = self.correction(ask);
        let groups = self.groups(ask, schedule);
        let out = bound.and_then(|bound| {
            let ticks = bound.ticks?;
            let at = Instant(tick.saturating_add(ticks));
            Some(self.offset(correction).out(at))
        });
        let begun = self.history.began(Instant(tick - SHIFT), groups);
        let declared = begun.uncorrected.zip(ask.handling).map(|(own, handling)| {
            let limit = tick.saturating_add(handling.ticks(ask.at, schedule));
            let target = self.target;
            self.declared
                .get_or_insert_with(|| Declared::new(settings::handling(target)))
                .began(Instant(tick - SHIFT), own, Instant(limit))
        });
        let before = [self.backlog.lines, self.done];
        self.backlog.opened(ask.at, ask.lines);
        self.reload(schedule);
        Opened {
            at: ask.at,
            said,
            lines: ask.lines,
            scanned: [0; 2],
            waiting: ask.lines,
            tick,
            done: None,
            before,
            begun,
            declared,
            out,
            corrected: correction,
            targets: self.targets,
        }
    }

    /// A scan at `at` shows that `lines` more of the group have been picked or packed.
    pub fn worked(
        &mut self,
        group: &mut Opened,
        at: Instant,
        stage: Stage,
        lines: u32,
        schedule: &Schedule,
    ) {
        self.pass(at, schedule);
        self.alive = self.alive.max(Some(at));
        let packs = self.packs.is_some_and(|it| it.shrunk(0.0) >= PACKS);
        let [picked, packed] = &mut group.scanned;
        let count = match stage {
            Stage::Pick => picked,
            Stage::Pack => packed,
        };
        *count = count.saturating_add(lines).min(group.lines);
        // Where packing is scanned, what is only picked still waits.
        let done = match stage {
            Stage::Pick if packs => return,
            Stage::Pick | Stage::Pack => *count,
        };
        let newly = group.waiting.saturating_sub(group.lines - done);
        group.done = group.done.max(Some(self.tick(at, schedule)));
        if newly > 0 {
            self.throughput.worked(at, newly, self.backlog.lines);
            self.backlog.worked(newly);
            group.waiting -= newly;
            self.done += u64::from(newly);
            if group.waiting == 0 {
                self.turn(group);
            }
            self.reload(schedule);
        }
    }

    /// The group was handed to the carrier at `at`.
    pub fn ended(&mut self, group: &Opened, at: Instant, schedule: &Schedule) {
        self.pass(at, schedule);
        self.alive = self.alive.max(Some(at));
        let pickup = schedule.pickup_of(at);
        let missed = pickup
            .and_then(|pickup| schedule.last_pickup(pickup))
            .filter(|missed| *missed > group.at);
        let since = match pickup {
            Some(_) => missed,
            None => self.throughput.handing_over(at),
        };
        let since = since.unwrap_or(group.at).max(group.at);
        self.throughput
            .handed_over(since, at, group.lines, group.waiting);
        self.backlog.worked(group.waiting);
        self.backlog.left();
        self.done += u64::from(group.waiting);
        if group.waiting > 0 {
            self.turn(group);
        }
        let [_, packed] = group.scanned;
        let packed = f64::from(packed) / f64::from(group.lines.max(1));
        self.packs.get_or_insert_default().add(packed, 100.0);
        let ready = match pickup {
            None => self.tick(at, schedule),
            Some(pickup) => {
                self.grace.learn(at.since(pickup));
                // It waited for the carrier, nobody knows since when: at the latest scan, but not in time for a pickup it missed.
                let scanned = group.done.unwrap_or(group.tick);
                let missed = missed.map_or(group.tick, |it| self.tick(it, schedule) + 1);
                scanned.min(self.tick(pickup, schedule)).max(missed)
            }
        };
        let ready = Instant(ready.max(group.tick));
        self.history.ended(&group.begun, ready);
        if let (Some(declared), Some(begun)) = (&mut self.declared, &group.declared) {
            declared.ended(begun, ready);
        }
        // A bound at another target says nothing of how those at this one are kept.
        if let Some(out) = group.out.filter(|_| group.targets == self.targets) {
            let target = self.target;
            self.offset_mut(group.corrected)
                .learn(out, ready, target, GAIN);
        }
        if let Some(method) = group.begun.groups.first() {
            *self.methods.entry(method.clone()).or_default() += 1;
        }
        self.reload(schedule);
    }

    /// The group was found at `at` to be handed over never: cancelled, unavailable, moved elsewhere.
    pub fn dropped(&mut self, group: &Opened, at: Instant, schedule: &Schedule) {
        self.pass(at, schedule);
        self.backlog.worked(group.waiting);
        self.backlog.left();
        let at = Instant(self.tick(at, schedule));
        self.history.dropped(&group.begun, at);
        if let (Some(declared), Some(begun)) = (&mut self.declared, &group.declared) {
            declared.dropped(begun, at);
        }
        self.reload(schedule);
    }

    /// Time goes on to `now` and nothing has happened: to be told before a quote where the last fact is old.
    pub fn pass(&mut self, now: Instant, schedule: &Schedule) {
        let clock = self.clock.get_or_insert_with(|| Clock::new(now));
        let waiting = self.backlog.lines;
        self.throughput.pass(clock.at, now, waiting, schedule);
        clock.advance(now, schedule);
    }

    /// A group's lines are done: how many came before it.
    fn turn(&mut self, group: &Opened) {
        let [ahead, done] = group.before;
        let between = self.done.saturating_sub(done + u64::from(group.lines));
        if let Some(method) = group.begun.groups.first() {
            self.turns.learn(method, between, ahead);
        }
    }

    /// Numbers kept, however much is open.
    pub fn size(&self) -> usize {
        self.history.size() + self.methods.len() + self.throughput.size() + self.offsets.len()
    }

    pub(crate) fn tick(&self, at: Instant, schedule: &Schedule) -> i64 {
        self.clock.map_or(0, |clock| clock.tick(at, schedule))
    }

    pub(crate) fn correction(&self, ask: &Ask<'_>) -> Correction {
        match ask.handling {
            Some(_) => Correction::Handling,
            None => Correction::Load(self.bucket),
        }
    }

    pub(crate) fn offset(&self, correction: Correction) -> Conformal {
        self.offsets
            .iter()
            .find(|it| it.0 == correction)
            .map(|it| it.1.clone())
            .unwrap_or_default()
    }

    fn offset_mut(&mut self, correction: Correction) -> &mut Conformal {
        let place = match self.offsets.iter().position(|it| it.0 == correction) {
            Some(place) => place,
            None => {
                self.offsets.push((correction, Conformal::default()));
                self.offsets.len() - 1
            }
        };
        &mut self.offsets[place].1
    }

    /// What is worked and picked up alike: a method, and within it what is only made when it is ordered.
    pub(crate) fn method(&self, ask: &Ask<'_>) -> String {
        let method = match ask.handling {
            None => ask.method.to_owned(),
            Some(handling) => format!("{} {}", ask.method, handling.days),
        };
        let known = self.methods.len() < METHODS || self.methods.contains_key(&method);
        if known { method } else { String::new() }
    }

    /// The groups of history, coarse to fine.
    pub(crate) fn groups(&self, ask: &Ask<'_>, schedule: &Schedule) -> Vec<String> {
        let weekday = schedule.calendar.date(ask.at).weekday();
        let now = self.clock.map_or(ask.at, |it| it.at);
        let days = self.days_waiting(now, schedule).unwrap_or(0.0);
        // Twice as much to do is another group.
        let octave = days.max(0.25).log2().floor();
        let opening = schedule.after(ask.at, 0);
        let phase = if opening > ask.at {
            24
        } else {
            schedule.calendar.zone.local(ask.at).1 / (2 * HOUR)
        };
        vec![
            self.method(ask),
            format!("{octave}"),
            format!("{phase}"),
            format!("{weekday}{octave}"),
        ]
    }

    /// Working days of work that wait; none while nobody knows how fast it goes.
    pub(crate) fn days_waiting(&self, now: Instant, schedule: &Schedule) -> Option<f64> {
        let day = schedule.day_length() as f64 / HOUR as f64;
        let a_day = match self.throughput.known() {
            Some(an_hour) => an_hour * day,
            None => self.backlog.arrivals(now)?.1,
        };
        (a_day > 0.0).then(|| self.backlog.lines as f64 / a_day)
    }

    fn reload(&mut self, schedule: &Schedule) {
        let now = self.clock.map_or(Instant(0), |it| it.at);
        if let Some(days) = self.days_waiting(now, schedule) {
            self.bucket = self.bucket.next(days);
        }
    }
}
