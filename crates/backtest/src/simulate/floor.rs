//! A floor, minute by minute: import, picking by batches, packing, the dock.

use std::collections::{BTreeSet, HashMap, VecDeque};

use fulfillment::fact::HoldReason;
use fulfillment::{Instant, Kind};

use super::demand::{DAY, Order};
use super::dice::Dice;
use super::report::Log;
use super::site::{Import, Policy, Site};
use super::world::World;
use crate::warehouse::events::Event;

/// Days after the last order by which everything is worked off, or never will be.
const AFTERWARDS: usize = 60;

/// What this place reports of its orders.
pub fn work(world: &World, site: &Site, orders: &[&Order], dice: &mut Dice) -> Vec<Event> {
    let ways = world.ways.iter().map(|it| it.id).collect();
    let mut floor = Floor {
        log: Log::new(site, ways, world.reports),
        world,
        site,
        orders,
        begun: vec![false; orders.len()],
        gone: vec![false; orders.len()],
        outside: Vec::new(),
        queue: BTreeSet::new(),
        picked: VecDeque::new(),
        dock: vec![Vec::new(); world.ways.len()],
        rest: HashMap::new(),
        packing: 0.0,
        now: 0,
    };
    let coming = floor.coming();
    let mut coming = coming.into_iter().peekable();
    for day in 0..world.days + AFTERWARDS {
        let today = Today::draw(&floor, day, dice);
        let mut hands: Vec<Hand> = today.paces.iter().map(|_| Hand::default()).collect();
        for minute in 0..DAY {
            floor.now = day as i64 * DAY + minute;
            while let Some((_, order, what)) = coming.next_if(|it| it.0 <= floor.now) {
                floor.comes(order, what);
            }
            floor.import(minute as u32, today.works);
            if today.works {
                floor.pick(&today, minute as u32, &mut hands, dice);
                floor.pack(&today, minute as u32, dice);
                floor.load(&today, minute as u32, dice);
            }
        }
        if coming.peek().is_none() && floor.is_empty() {
            break;
        }
    }
    floor.log.events()
}

/// What comes from outside, at its minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Comes {
    Placed,
    Released,
    Cancelled,
}

/// Class, key and place of an order in the queue: least goes first.
type Turn = (u8, i64, usize);

struct Floor<'a> {
    log: Log<'a>,
    world: &'a World,
    site: &'a Site,
    orders: &'a [&'a Order],
    /// Somebody has begun to pick it.
    begun: Vec<bool>,
    /// Handed over or cancelled.
    gone: Vec<bool>,
    /// Placed, and the floor does not know.
    outside: Vec<usize>,
    queue: BTreeSet<Turn>,
    /// Waiting to be packed.
    picked: VecDeque<usize>,
    /// By way: packed, and since when.
    dock: Vec<Vec<(usize, i64)>>,
    /// Work left on orders that a shift's end interrupted.
    rest: HashMap<usize, f64>,
    /// Orders that could be packed by now and were not there.
    packing: f64,
    /// Minutes since the first local midnight.
    now: i64,
}

/// What is drawn for a day.
struct Today {
    works: bool,
    /// By picker: shift and lines a minute; 0 = not there.
    paces: Vec<(usize, f64)>,
    /// Minutes the last shift is longer.
    longer: u32,
    /// What is added to the packers.
    packers: f64,
    /// What goes wrong today: first minute, minute after the last, pace.
    troubles: Vec<(u32, u32, f64)>,
    /// Trucks: minute and way.
    trucks: Vec<(u32, usize)>,
}

impl Today {
    fn draw(floor: &Floor, day: usize, dice: &mut Dice) -> Self {
        let site = floor.site;
        let surge = (site.surge.from..site.surge.until)
            .contains(&day)
            .then_some(site.surge);
        let declared = site.calendar.works(floor.world.date(day));
        let works = declared || surge.is_some_and(|it| it.weekends);
        let (much, help) = site.help;
        let needs_help = floor.waiting() > much * site.a_day;
        let crew = match surge {
            Some(surge) => surge.crew,
            None if needs_help => help,
            None => 1.0,
        };
        let mood = dice.spread(site.moods);
        let sick = if (site.flu.0..site.flu.1).contains(&day) {
            site.sick * 5.0
        } else {
            site.sick
        };
        let wanted = site.crew.len() as f64 * crew;
        let people = wanted.round().max(1.0) as usize;
        // Half a helper makes the others' day longer.
        let each = wanted / people as f64;
        let shifts = site.shifts.len();
        let paces = (0..people)
            .map(|it| {
                let there = !dice.chance(sick);
                let usual = site.crew[it % site.crew.len()];
                let learning = if it < site.crew.len() { 1.0 } else { 0.75 };
                let pace = usual * learning * each * mood * dice.spread(0.08);
                (it % shifts, if there { pace } else { 0.0 })
            })
            .collect();
        let mut trucks = Vec::new();
        for (way, times) in site.pickups.iter().enumerate() {
            for time in times {
                let late = dice.wait(site.late) as u32;
                if !dice.chance(site.no_truck) {
                    trucks.push(((time + late).min(DAY as u32 - 1), way));
                }
            }
        }
        Self {
            works,
            paces,
            longer: surge.map_or(0, |it| it.longer),
            packers: crew,
            troubles: site
                .troubles
                .iter()
                .filter(|it| it.day == day)
                .map(|it| (it.from, it.until, it.pace))
                .collect(),
            trucks,
        }
    }

    fn pace(&self, minute: u32) -> f64 {
        self.troubles
            .iter()
            .filter(|(from, until, _)| (*from..*until).contains(&minute))
            .map(|it| it.2)
            .product()
    }
}

/// A picker's batch.
#[derive(Default)]
struct Hand {
    /// Orders left, the present one last.
    batch: Vec<Turn>,
    /// Lines' worth of work left before the present one is done.
    left: f64,
}

impl Floor<'_> {
    fn coming(&self) -> Vec<(i64, usize, Comes)> {
        let mut coming = Vec::new();
        for (place, order) in self.orders.iter().enumerate() {
            coming.push((order.at, place, Comes::Placed));
            coming.extend(order.held.map(|at| (at, place, Comes::Released)));
            coming.extend(order.cancelled.map(|at| (at, place, Comes::Cancelled)));
        }
        coming.sort_unstable();
        coming
    }

    /// Lines that wait to be picked.
    fn waiting(&self) -> f64 {
        let waiting = self.queue.iter().map(|it| it.2);
        let lines = waiting.chain(self.outside.iter().copied());
        lines.map(|it| f64::from(self.orders[it].lines)).sum()
    }

    fn is_empty(&self) -> bool {
        self.outside.is_empty()
            && self.queue.is_empty()
            && self.picked.is_empty()
            && self.dock.iter().all(Vec::is_empty)
    }

    /// Tells of something in this minute; `second` keeps what follows each other in one minute in order.
    fn tell(&mut self, order: usize, kind: Kind, second: i64, station: Option<usize>) {
        let date = self.world.date((self.now / DAY) as usize);
        let spread = (order as i64 * 7) % 5;
        let millis = (self.now % DAY * 60 + second + spread) * 1_000;
        let at: Instant = self.world.zone.instant(date, millis);
        self.log.tell(self.orders[order], kind, at, station);
    }

    fn comes(&mut self, place: usize, what: Comes) {
        let order = self.orders[place];
        let hold = place.to_string();
        match what {
            Comes::Placed => {
                self.tell(place, Kind::OrderPlaced, 0, None);
                self.outside.push(place);
                if order.held.is_some() {
                    let reason = HoldReason::HighRiskOfFraud;
                    self.tell(place, Kind::HoldPlaced { hold, reason }, 5, None);
                }
            }
            Comes::Released if !self.gone[place] => {
                self.tell(place, Kind::HoldReleased { hold: Some(hold) }, 5, None);
            }
            Comes::Cancelled if !self.begun[place] && !self.gone[place] => {
                self.gone[place] = true;
                self.outside.retain(|it| *it != place);
                self.queue.retain(|it| it.2 != place);
                self.tell(place, Kind::Cancelled { reason: None }, 7, None);
            }
            Comes::Released | Comes::Cancelled => {}
        }
    }

    fn import(&mut self, minute: u32, works: bool) {
        let due = match &self.site.import {
            Import::Every(minutes) => minute.is_multiple_of(*minutes),
            Import::Waves(waves) => works && waves.contains(&minute),
        };
        if !due {
            return;
        }
        let now = self.now;
        let ready = |order: &Order| order.held.max(order.missing).is_none_or(|it| it <= now);
        let (come, stay): (Vec<usize>, Vec<usize>) = std::mem::take(&mut self.outside)
            .into_iter()
            .partition(|it| ready(self.orders[*it]));
        self.outside = stay;
        for place in come {
            self.tell(place, Kind::FoAccepted, 10, None);
            if self.log.labels_early() {
                self.tell(place, Kind::LabelCreated, 15, None);
            }
            self.queue.insert(self.turn(place));
        }
    }

    fn turn(&self, place: usize) -> Turn {
        let order = self.orders[place];
        let urgent = self.world.ways[order.way].urgent;
        let class = match self.site.policy {
            Policy::Fifo => 2,
            _ if urgent => 1,
            _ => 2,
        };
        let back = match self.site.policy {
            Policy::SinglesFirst if order.lines > 1 => (self.site.stand_back * 60.0) as i64,
            _ => 0,
        };
        (class, order.at + back, place)
    }

    fn pick(&mut self, today: &Today, minute: u32, hands: &mut [Hand], dice: &mut Dice) {
        let pace = self.site.curve[minute as usize / 60] * today.pace(minute);
        let last = self.site.shifts.len() - 1;
        for (picker, (hand, (shift, own))) in hands.iter_mut().zip(&today.paces).enumerate() {
            let shift = (&self.site.shifts[*shift], *shift == last);
            let longer = if shift.1 { today.longer } else { 0 };
            let over = minute >= shift.0.until + longer;
            if over {
                // Whoever comes next goes on with it.
                self.rest
                    .extend(hand.batch.last().map(|it| (it.2, hand.left)));
                self.queue.extend(hand.batch.drain(..));
                continue;
            }
            if *own == 0.0 || !shift.0.works(minute, longer) {
                continue;
            }
            let mut work = own * pace;
            while work > 0.0 {
                if hand.batch.is_empty() && !self.take(hand, picker, dice) {
                    break;
                }
                let done = work.min(hand.left);
                work -= done;
                hand.left -= done;
                if hand.left > 0.0 {
                    break;
                }
                if let Some((.., place)) = hand.batch.pop() {
                    self.tell(place, Kind::PickDone, 30, Some(picker));
                    self.picked.push_back(place);
                }
                hand.left = hand.batch.last().map_or(0.0, |it| self.lines(it.2, dice));
            }
        }
    }

    fn lines(&mut self, place: usize, dice: &mut Dice) -> f64 {
        let all = f64::from(self.orders[place].lines) * dice.spread(0.3);
        self.rest.remove(&place).unwrap_or(all)
    }

    /// A picker takes the next batch, if there is one.
    fn take(&mut self, hand: &mut Hand, picker: usize, dice: &mut Dice) -> bool {
        while hand.batch.len() < self.site.batch
            && let Some(turn) = self.queue.pop_first()
        {
            hand.batch.push(turn);
        }
        hand.batch.reverse();
        for place in hand.batch.iter().map(|it| it.2).collect::<Vec<_>>() {
            self.begun[place] = true;
            self.tell(place, Kind::PickStarted, 20, Some(picker));
        }
        let Some(first) = hand.batch.last().map(|it| it.2) else {
            return false;
        };
        hand.left = self.site.setup + self.lines(first, dice);
        true
    }

    fn pack(&mut self, today: &Today, minute: u32, dice: &mut Dice) {
        let site = self.site;
        let open = site.shifts.iter().any(|it| it.works(minute, today.longer));
        if !open {
            return;
        }
        self.packing += site.pack * today.packers * today.pace(minute);
        while self.packing >= 1.0
            && let Some(place) = self.picked.pop_front()
        {
            self.packing -= 1.0;
            if dice.chance(site.rework) {
                let at = self.orders[place].at;
                self.queue.insert((0, at, place));
                continue;
            }
            self.tell(place, Kind::PackDone, 40, None);
            if !self.log.labels_early() {
                self.tell(place, Kind::LabelCreated, 45, None);
            }
            if site.collected {
                self.dock[self.orders[place].way].push((place, self.now));
            } else {
                self.gone[place] = true;
                self.tell(place, Kind::Handover, 50, None);
            }
        }
        // Idle packers save nothing up.
        self.packing = self.packing.min(1.0);
    }

    fn load(&mut self, today: &Today, minute: u32, dice: &mut Dice) {
        for (_, way) in today.trucks.iter().filter(|it| it.0 == minute) {
            let ready = self.now - i64::from(self.site.loading);
            for (place, packed) in std::mem::take(&mut self.dock[*way]) {
                if packed > ready || dice.chance(self.site.left_behind) {
                    self.dock[*way].push((place, packed));
                } else {
                    self.gone[place] = true;
                    self.tell(place, Kind::Handover, 50, None);
                }
            }
        }
    }
}
