//! Every set of dates that was ever told: what a promise is made of, now and when it is looked up later.

use contract::checkout::{
    self, CheckoutConfig, MatchBy, OptionNames, ShopTime, Strength, TimeOfDay,
};
use contract::promises::Published;
use fulfillment::{Date, Instant, Why};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::book::shop_time;
use super::handling::Classes;
use crate::settings::offsets;
use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Row, Sql};

/// A set of dates with what only this object needs of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::shop) struct Version {
    /// What surfaces may say.
    pub published: Published,
    /// The delivery options of its profiles.
    pub methods: Vec<Method>,
}

/// A delivery option with dates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::shop) struct Method {
    /// Its title in the settings.
    pub title: String,
    /// Its profile.
    pub by: MatchBy,
    /// Location whose dates these are: the latest of those it may ship from.
    pub location: Option<String>,
    /// Bucket of the greatest load.
    pub bucket: u8,
    /// Why the first date is what it is.
    pub why: Why,
}

/// What a version says to an order of one method placed at one instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::shop) struct Said {
    pub location: Option<String>,
    pub bucket: u8,
    pub proven: bool,
    /// The date it tells; none: it keeps silent.
    pub day: Option<Date>,
}

impl Version {
    /// A digest of the dates that are said, whenever they become stale.
    pub fn digest(&self) -> Result<String, ShopError> {
        digest(&self.published.zone, &self.published.config)
    }

    /// What it says at `at` of the delivery option with this title and goods of these handling classes; `None`: the option
    /// has no dates.
    pub fn said(&self, title: &str, at: Instant, classes: &Classes) -> Option<Said> {
        let Published { zone, config, .. } = &self.published;
        let method = self.methods.iter().find(|it| it.title == title)?;
        let profile = config.profiles.iter().find(|it| it.by == method.by)?;
        let now = shop_time(&offsets(zone, at), at);
        let row = usize::try_from(now.date.0.checked_sub(config.first.0)?).ok();
        let day = |rows: &Vec<checkout::Row>| rows.get(row?)?.at(now.time);
        // As the checkout: the latest of all, and none if one of them is not known.
        let slower = classes.as_ref().and_then(|classes| {
            let of = |class: &String| day(profile.slower.get(class)?);
            classes.iter().map(of).collect::<Option<Vec<Date>>>()
        });
        let first = day(&profile.rows).zip(slower);
        Some(Said {
            location: method.location.clone(),
            bucket: method.bucket,
            proven: profile.strength == Strength::Firm,
            day: first.map(|(day, slower)| slower.into_iter().fold(day, Date::max)),
        })
    }

    /// The delivery option that had this title at checkout at `at`, in any language, for goods of these handling classes;
    /// `None`: none that was renamed.
    pub fn renamed(&self, at: Instant, found: &str, classes: &Classes) -> Option<&str> {
        let Published { zone, config, .. } = &self.published;
        let now = shop_time(&offsets(zone, at), at);
        let classes: Vec<&str> = classes.iter().flatten().map(String::as_str).collect();
        let matches = |method: &&Method| {
            let code = match &method.by {
                MatchBy::Code(code) => Some(code.as_str()),
                MatchBy::Handle(_) | MatchBy::Title(_) => None,
            };
            let option = OptionNames {
                code,
                handle: "",
                title: Some(&method.title),
            };
            let languages = config.languages.iter();
            languages
                .filter_map(|language| config.title(now, &language.code, option, &classes))
                .any(|shown| shown == found)
        };
        let method = self.methods.iter().find(matches)?;
        Some(&method.title)
    }
}

/// A digest of a configuration without its end.
pub(super) fn digest(zone: &str, config: &CheckoutConfig) -> Result<String, ShopError> {
    let timeless = CheckoutConfig {
        stale_at: ShopTime {
            date: Date(0),
            time: TimeOfDay(0),
        },
        ..config.clone()
    };
    let digest = Sha256::digest(serde_json::to_vec(&(zone, timeless))?);
    Ok(hex::encode(digest.get(..16).unwrap_or_default()))
}

impl<S: Sql> Shop<S> {
    /// The version in force at `at`; `None`: none was, or it had become stale.
    pub(in crate::shop) fn version_at(
        &mut self,
        at: Instant,
    ) -> Result<Option<Version>, ShopError> {
        if let Some((since, until, version)) = self.newest()?
            && at >= since
        {
            return Ok((at < until).then_some(version));
        }
        let rows = self.sql.read(
            "SELECT body, until FROM versions WHERE since <= ?1 ORDER BY since DESC LIMIT 1",
            &[Arg::Number(at.0)],
        )?;
        match rows.first() {
            Some(row) if at.0 < row.number(1)? => body(row),
            _ => Ok(None),
        }
    }

    /// The newest version, whether or not it has become stale.
    pub(in crate::shop) fn newest(
        &mut self,
    ) -> Result<Option<(Instant, Instant, Version)>, ShopError> {
        if self.memory.newest.is_none() {
            let rows = self.sql.read(
                "SELECT body, since, until FROM versions ORDER BY since DESC LIMIT 1",
                &[],
            )?;
            if let Some(row) = rows.first()
                && let Some(version) = body(row)?
            {
                let (since, until) = (Instant(row.number(1)?), Instant(row.number(2)?));
                self.memory.newest = Some((since, until, version));
            }
        }
        Ok(self.memory.newest.clone())
    }

    /// Keeps a version from `now` on: a new row where it says something else, a longer life for the old one where not.
    /// `None` ends the old one.
    pub(in crate::shop) fn keep_version(
        &mut self,
        now: Instant,
        version: Option<Version>,
    ) -> Result<(), ShopError> {
        let newest = self.newest()?;
        let Some(mut version) = version else {
            if let Some((since, until, _)) = newest
                && until > now
            {
                self.extend(since, now)?;
                self.memory.newest = None;
            }
            return Ok(());
        };
        let digest = version.digest()?;
        let until = version.published.stale_at;
        let mut revision = 0;
        if let Some((since, before, mut newest)) = newest {
            revision = newest.published.revision;
            if before > now && newest.digest()? == digest {
                self.extend(since, until)?;
                newest.published.stale_at = until;
                newest.published.config.stale_at = version.published.config.stale_at;
                newest.published.reasons = version.published.reasons;
                newest.methods = version.methods;
                self.memory.newest = Some((since, until, newest));
                return Ok(());
            }
            if before > now {
                self.extend(since, now)?;
            }
        }
        version.published.revision = revision.saturating_add(1);
        // One that was replaced in the instant it began was never in force.
        self.sql.write(
            "INSERT OR REPLACE INTO versions(since, revision, until, digest, body) \
             VALUES (?1, ?2, ?3, ?4, ?5)",
            &[
                Arg::Number(now.0),
                Arg::Number(i64::try_from(version.published.revision).unwrap_or(i64::MAX)),
                Arg::Number(until.0),
                Arg::Text(&digest),
                Arg::Text(&serde_json::to_string(&version)?),
            ],
        )?;
        self.memory.newest = Some((now, until, version));
        Ok(())
    }

    fn extend(&mut self, since: Instant, until: Instant) -> Result<(), ShopError> {
        self.sql.write(
            "UPDATE versions SET until = ?2 WHERE since = ?1",
            &[Arg::Number(since.0), Arg::Number(until.0)],
        )?;
        Ok(())
    }
}

/// A stored version. One that an older contract wrote says nothing any more.
fn body(row: &Row) -> Result<Option<Version>, ShopError> {
    Ok(serde_json::from_str(row.text(0)?).ok())
}
