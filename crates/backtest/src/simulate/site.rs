//! One place: when it is declared to work, who works there, how, and what goes wrong.

use fulfillment::{Calendar, Date, ZoneOffsets};

use super::dice::Dice;

/// A crew's day, in minutes after local midnight.
#[derive(Clone, Debug)]
pub struct Shift {
    /// First minute.
    pub from: u32,
    /// Minute after the last.
    pub until: u32,
    /// Pauses, first minute and minute after the last.
    pub breaks: Vec<(u32, u32)>,
}

impl Shift {
    fn new(from: u32, hours: u32, dice: &mut Dice) -> Self {
        let until = from + hours * 60;
        let lunch = from + hours * 30 - 30 + dice.whole(0, 60) as u32;
        let mut breaks = vec![(lunch, lunch + *dice.one_of(&[30, 45, 60]))];
        if dice.chance(0.6) {
            breaks.extend([(from + 120, from + 135), (until - 120, until - 105)]);
        }
        Self {
            from,
            until,
            breaks,
        }
    }

    /// Whether its people work in this minute of a day that is longer at its end by `longer` minutes.
    pub fn works(&self, minute: u32, longer: u32) -> bool {
        (self.from..self.until + longer).contains(&minute)
            && !self
                .breaks
                .iter()
                .any(|(from, until)| (*from..*until).contains(&minute))
    }

    fn minutes(&self) -> u32 {
        let rest: u32 = self.breaks.iter().map(|(from, until)| until - from).sum();
        self.until - self.from - rest
    }
}

/// Which order a picker takes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The oldest.
    Fifo,
    /// Urgent methods first, then the oldest.
    UrgentFirst,
    /// Urgent methods first, then as if orders of several lines had come some hours later.
    SinglesFirst,
}

/// When the floor learns of new orders.
#[derive(Clone, Debug)]
pub enum Import {
    /// Every so many minutes.
    Every(u32),
    /// At these minutes of a working day.
    Waves(Vec<u32>),
}

/// A stretch of minutes with another pace.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    /// Day of the world.
    pub day: usize,
    /// First minute of that day.
    pub from: u32,
    /// Minute after the last.
    pub until: u32,
    /// What the pace is multiplied by.
    pub pace: f64,
}

/// What the place does about a peak; no calendar says so beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Surge {
    /// First day with it.
    pub from: usize,
    /// Day after the last.
    pub until: usize,
    /// Crew, as a multiple of the usual one.
    pub crew: f64,
    /// Minutes its last shift is longer.
    pub longer: u32,
    /// Days off are worked, too.
    pub weekends: bool,
}

/// A place and everything about it.
#[derive(Clone, Debug)]
pub struct Site {
    /// Id in facts.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// As declared.
    pub calendar: Calendar,
    /// Share of the orders that it gets.
    pub share: f64,
    /// Crews of a day.
    pub shifts: Vec<Shift>,
    /// Lines a minute of each picker; the picker's shift is its place modulo the shifts.
    pub crew: Vec<f64>,
    /// What an hour of the day multiplies the pace by.
    pub curve: [f64; 24],
    /// Who goes first.
    pub policy: Policy,
    /// Hours that orders of several lines stand back for under [`Policy::SinglesFirst`].
    pub stand_back: f64,
    /// Orders a picker takes at once, at most.
    pub batch: usize,
    /// Lines' worth of walking before each batch.
    pub setup: f64,
    /// Orders packed a minute.
    pub pack: f64,
    /// When the floor learns of orders.
    pub import: Import,
    /// Sigma of a day's pace.
    pub moods: f64,
    /// Chance that a picker is sick on a day.
    pub sick: f64,
    /// Days on which five times as many are.
    pub flu: (usize, usize),
    /// Chance that a packed order has to be picked again.
    pub rework: f64,
    /// Whether a carrier comes for the parcels at its hours; else each is handed over as soon as it is packed.
    pub collected: bool,
    /// Minutes before a pickup by which a parcel has to be packed to leave with it.
    pub loading: u32,
    /// Chance that a parcel is left behind by a pickup.
    pub left_behind: f64,
    /// Chance that a pickup does not come.
    pub no_truck: f64,
    /// Mean minutes that a pickup is late.
    pub late: f64,
    /// Minutes after local midnight of the pickups of each method.
    pub pickups: Vec<Vec<u32>>,
    /// Minute after local midnight until which an order of a method is meant to leave on the same day.
    pub cutoffs: Vec<u32>,
    /// What goes wrong.
    pub troubles: Vec<Trouble>,
    /// What it does about the peak.
    pub surge: Surge,
    /// Lines it does on a usual day when there is enough to do.
    pub a_day: f64,
    /// Days of work waiting in the morning from which on it calls for help at any time of the year, and the crew it then has
    /// as a multiple of the usual one.
    pub help: (f64, f64),
}

impl Site {
    /// Draws a place for `lines` a usual week, of `per_order` lines an order.
    pub fn draw(
        id: String,
        share: f64,
        lines: f64,
        per_order: f64,
        span: &Span,
        urgent: &[bool],
        dice: &mut Dice,
    ) -> Self {
        let shifts = shifts(dice);
        let calendar = calendar(&shifts, span, dice);
        let worked = calendar.days.iter().filter(|it| **it).count();
        let mut curve = [1.0; 24];
        curve.iter_mut().for_each(|it| *it = dice.between(0.8, 1.1));
        let batch = *dice.one_of(&[1, 1, 2, 4, 6, 10]);
        let usual = dice.between(20.0, 70.0) / 60.0;
        // Nobody walks a batch for longer than two hours.
        let batch = batch.min((usual * 120.0 / per_order) as usize).max(1);
        let setup = batch as f64 * per_order * dice.between(0.05, 0.35);
        // A load of one would never work off what a weekend brings.
        let load = dice.between(0.5, 0.82);
        let effort = 1.0 + setup / (batch as f64 * per_order);
        let minutes: u32 = shifts.iter().map(Shift::minutes).sum();
        let minutes = f64::from(minutes) / shifts.len() as f64 * worked as f64;
        let needed = lines * effort / load / minutes;
        let people = ((needed / usual).round() as usize).max(shifts.len());
        let mut crew: Vec<f64> = (0..people).map(|_| dice.spread(0.2)).collect();
        let scale = needed / crew.iter().sum::<f64>();
        crew.iter_mut().for_each(|it| *it *= scale);
        let opens = shifts.iter().map(|it| it.from).min().unwrap_or(480);
        let closes = shifts.iter().map(|it| it.until).max().unwrap_or(1020);
        let pickups: Vec<Vec<u32>> = urgent
            .iter()
            .map(|urgent| pickups(opens, closes, *urgent, dice))
            .collect();
        let cutoffs = pickups
            .iter()
            .map(|times| {
                times
                    .iter()
                    .max()
                    .map_or(720, |last| last.saturating_sub(180))
            })
            .collect();
        let packers = dice.between(1.1, 2.2);
        let flu = dice.whole(10, span.days as i64 - 10) as usize;
        let troubles = troubles(span, opens, closes, dice);
        Self {
            name: format!("Warehouse {id}"),
            share,
            batch,
            setup,
            pack: packers * needed / per_order / effort / shifts.len() as f64,
            curve,
            crew,
            policy: *dice.one_of(&[
                Policy::Fifo,
                Policy::UrgentFirst,
                Policy::UrgentFirst,
                Policy::SinglesFirst,
            ]),
            stand_back: dice.between(1.0, 6.0),
            import: import(opens, closes, dice),
            moods: dice.between(0.02, 0.15),
            sick: dice.between(0.01, 0.06),
            flu: (flu, flu + dice.whole(2, 7) as usize),
            rework: dice.between(0.002, 0.02),
            collected: dice.chance(0.85),
            loading: dice.whole(10, 60) as u32,
            left_behind: dice.between(0.0, 0.015),
            no_truck: dice.between(0.0, 0.02),
            late: dice.between(3.0, 25.0),
            pickups,
            cutoffs,
            troubles,
            surge: surge(span, dice),
            a_day: lines / load / worked as f64,
            help: (dice.between(1.5, 5.0), dice.between(1.1, 1.6)),
            shifts,
            calendar,
            id,
        }
    }
}

/// The world's days.
pub struct Span {
    /// The zone of all places.
    pub zone: ZoneOffsets,
    /// The first.
    pub first: Date,
    /// How many bring orders.
    pub days: usize,
    /// The first day of the peak.
    pub peak: usize,
}

fn shifts(dice: &mut Dice) -> Vec<Shift> {
    let from = dice.whole(12, 18) as u32 * 30;
    match dice.weighted(&[0.5, 0.2, 0.3]) {
        0 => vec![Shift::new(from, 8, dice)],
        1 => vec![Shift::new(from, 10, dice)],
        _ => vec![Shift::new(360, 8, dice), Shift::new(840, 8, dice)],
    }
}

fn calendar(shifts: &[Shift], span: &Span, dice: &mut Dice) -> Calendar {
    let mut days = [true, true, true, true, true, false, false];
    match dice.weighted(&[0.6, 0.25, 0.15]) {
        0 => {}
        1 => days[5] = true,
        _ => days = [true; 7],
    }
    let holidays = (0..dice.whole(1, 4))
        .map(|_| Date(span.first.0 + dice.whole(5, span.days as i64)))
        .collect();
    Calendar {
        zone: span.zone.clone(),
        days,
        opens: shifts.iter().map(|it| it.from).min().unwrap_or(480),
        closes: shifts.iter().map(|it| it.until).max().unwrap_or(1020),
        holidays,
    }
}

/// One to three a day, the last at the end of the day or somewhat before.
fn pickups(opens: u32, closes: u32, urgent: bool, dice: &mut Dice) -> Vec<u32> {
    let last = closes - dice.whole(0, 6) as u32 * 30;
    let more = usize::from(urgent) + usize::from(dice.chance(0.3));
    let mut times: Vec<u32> = (0..more)
        .map(|_| dice.whole(i64::from(opens) / 30 + 4, i64::from(last) / 30 - 2) as u32 * 30)
        .collect();
    times.push(last);
    times.sort_unstable();
    times.dedup();
    times
}

fn import(opens: u32, closes: u32, dice: &mut Dice) -> Import {
    match dice.weighted(&[0.4, 0.3, 0.3]) {
        0 => Import::Every(*dice.one_of(&[1, 5, 15])),
        1 => Import::Every(*dice.one_of(&[30, 60, 120])),
        _ => {
            let middle = (opens + closes) / 2;
            let mut waves = vec![opens, middle];
            if dice.chance(0.5) {
                waves.extend([(opens + middle) / 2, (middle + closes) / 2]);
            }
            waves.sort_unstable();
            Import::Waves(waves)
        }
    }
}

/// A broken conveyor for a day, somewhere; now and then another one within the peak; some hours here and there.
fn troubles(span: &Span, opens: u32, closes: u32, dice: &mut Dice) -> Vec<Trouble> {
    let mut troubles = vec![Trouble {
        day: dice.whole(15, span.days as i64 - 5) as usize,
        from: opens,
        until: closes,
        pace: dice.between(0.0, 0.3),
    }];
    if dice.chance(0.25) {
        troubles.push(Trouble {
            day: span.peak + dice.whole(0, 5) as usize,
            from: opens,
            until: closes,
            pace: dice.between(0.1, 0.5),
        });
    }
    for _ in 0..dice.whole(0, 4) {
        let from = dice.whole(i64::from(opens), i64::from(closes) - 60) as u32;
        troubles.push(Trouble {
            day: dice.whole(0, span.days as i64) as usize,
            from,
            until: from + dice.whole(30, 240) as u32,
            pace: dice.between(0.0, 0.6),
        });
    }
    troubles
}

fn surge(span: &Span, dice: &mut Dice) -> Surge {
    let from = span.peak + dice.whole(0, 2) as usize;
    Surge {
        from,
        until: from + dice.whole(7, 18) as usize,
        crew: dice.between(1.0, 1.6),
        longer: *dice.one_of(&[0, 0, 60, 120]),
        weekends: dice.chance(0.4),
    }
}
