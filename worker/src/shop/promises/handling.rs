//! What takes longer than goods from stock: the handling classes of an order's goods, asked of Shopify before the order is
//! counted or promised anything.
//!
//! A variant carries its class in a metafield of the app's own, which the checkout function reads; an order's webhooks do
//! not have it. So in a shop that declares classes what a ledger tells of a new order waits for the answer, and is then taken
//! as if it had only now been told. Where Shopify cannot say, the work is counted all the same and nothing is promised, as
//! the checkout says nothing of a class it does not know.

use contract::promises::PromiseSettings;
use fulfillment::Instant;
use integrations::shopify::admin::{self, AdminError};

use crate::ledger::OrderDelta;
use crate::shop::{Shop, ShopError};
use crate::sql::{Arg, Sql};

/// The kind of question, before the order's id.
pub(in crate::shop) const QUESTION: &str = "handling/";
/// Tries after which an order goes on without an answer: about four minutes.
const TRIES: i64 = 8;
/// Classes nobody declared that the merchant is shown.
const UNKNOWN: usize = 20;

/// The handling classes of an order's goods, none where all ship from stock; `None`: nobody could say.
pub(in crate::shop) type Classes = Option<Vec<String>>;

/// Working days that the slowest of these classes declares.
pub(super) fn slowest(settings: &PromiseSettings, classes: &Classes) -> Option<u8> {
    let named = |name: &String| settings.handling.iter().find(|it| it.name == *name);
    let days = classes.iter().flatten().filter_map(named).map(|it| it.days);
    days.max()
}

impl<S: Sql> Shop<S> {
    /// Of what ledgers told, that of which the goods' handling is known or does not matter. The rest waits for an answer.
    pub(super) fn with_known_handling<'a>(
        &mut self,
        now: Instant,
        orders: &[&'a OrderDelta],
    ) -> Result<Vec<&'a OrderDelta>, ShopError> {
        if self.settings()?.promises.handling.is_empty() {
            return Ok(orders.to_vec());
        }
        let mut known = Vec::new();
        for delta in orders {
            if !self.awaits_handling(now, delta)? {
                known.push(*delta);
            }
        }
        Ok(known)
    }

    fn awaits_handling(&mut self, now: Instant, delta: &OrderDelta) -> Result<bool, ShopError> {
        let order = delta.order.as_str();
        let asked = self.sql.read(
            "SELECT classes IS NULL FROM handled WHERE order_id = ?1",
            &[Arg::Text(order)],
        )?;
        let waits = match asked.first() {
            Some(row) => row.number(0)? == 1,
            None => self.concerns(delta)?,
        };
        if !waits {
            return Ok(false);
        }
        let known = (!self.reaches_shopify()?).then(|| "null".to_owned());
        let told = known
            .is_none()
            .then(|| serde_json::to_string(delta))
            .transpose()?;
        self.sql.write(
            "INSERT OR REPLACE INTO handled(order_id, classes, waits, at) VALUES (?1, ?2, ?3, ?4)",
            &[
                Arg::Text(order),
                known.as_deref().into(),
                told.as_deref().into(),
                Arg::Number(now.0),
            ],
        )?;
        self.ask(&format!("{QUESTION}{order}"))?;
        Ok(known.is_none())
    }

    /// Whether anything of a newly told order is still to be made and sent.
    fn concerns(&self, delta: &OrderDelta) -> Result<bool, ShopError> {
        let Some(load) = delta.load.as_ref().filter(|load| load.placed_at.is_some()) else {
            return Ok(false);
        };
        let open = load.groups.iter().any(|group| group.open());
        // What was counted before any class was declared stays as it was counted.
        let counted = self.sql.read(
            "SELECT 1 FROM loads WHERE order_id = ?1 LIMIT 1",
            &[Arg::Text(&delta.order)],
        )?;
        Ok(open && counted.is_empty())
    }

    /// The handling classes of an order's goods.
    pub(super) fn classes_of(&mut self, order: &str) -> Result<Classes, ShopError> {
        let stock = Some(Vec::new());
        if self.settings()?.promises.handling.is_empty() {
            return Ok(stock);
        }
        let rows = self.sql.read(
            "SELECT classes FROM handled WHERE order_id = ?1",
            &[Arg::Text(order)],
        )?;
        match rows.first().map(|row| row.maybe_text(0)).transpose()? {
            Some(Some(classes)) => Ok(serde_json::from_str(classes)?),
            Some(None) => Ok(None),
            None => Ok(stock),
        }
    }

    /// Takes Shopify's answer to a question for an order's handling.
    pub(in crate::shop) fn told_handling(
        &mut self,
        now: Instant,
        clock: i64,
        order: &str,
        (status, body): (u16, &[u8]),
    ) -> Result<(), ShopError> {
        let subject = format!("{QUESTION}{order}");
        match admin::parse_order_handling(status, body) {
            Ok(told) => {
                let whole = told.filter(|told| told.complete).map(|told| told.classes);
                self.answered(now, clock, &subject, Ok(None))?;
                self.handled(now, order, &whole)
            }
            Err(AdminError::Throttled { wait_ms }) => {
                let throttled = AdminError::Throttled { wait_ms };
                self.answered(now, clock, &subject, Err(throttled))
            }
            Err(error) => {
                self.answered(now, clock, &subject, Err(error))?;
                let given_up = self.sql.read(
                    "DELETE FROM questions WHERE subject = ?1 AND failures >= ?2 RETURNING 1",
                    &[Arg::Text(&subject), Arg::Number(TRIES)],
                )?;
                match given_up.is_empty() {
                    true => Ok(()),
                    false => self.handled(now, order, &None),
                }
            }
        }
    }

    /// An order's handling is known, or never will be: what waited for it goes on.
    fn handled(&mut self, now: Instant, order: &str, classes: &Classes) -> Result<(), ShopError> {
        let rows = self.sql.read(
            "SELECT waits FROM handled WHERE order_id = ?1",
            &[Arg::Text(order)],
        )?;
        let waits = rows.first().map(|row| row.maybe_text(0)).transpose()?;
        let waits = waits.flatten().map(serde_json::from_str).transpose()?;
        self.sql.write(
            "UPDATE handled SET classes = ?2, waits = NULL WHERE order_id = ?1",
            &[
                Arg::Text(order),
                Arg::Text(&serde_json::to_string(classes)?),
            ],
        )?;
        self.note_unknown(classes)?;
        let Some(waits): Option<OrderDelta> = waits else {
            return Ok(());
        };
        self.promise(now, &[&waits])
    }

    /// Remembers classes that goods carry and no setting knows, for the merchant to mend.
    fn note_unknown(&mut self, classes: &Classes) -> Result<(), ShopError> {
        let settings = self.settings()?.promises;
        let promising = self.promising()?;
        let before = promising.unknown_classes.len();
        for name in classes.iter().flatten() {
            let known = settings.handling.iter().any(|it| it.name == *name);
            if !known && promising.unknown_classes.len() < UNKNOWN {
                promising.unknown_classes.insert(name.clone());
            }
        }
        match self.promising()?.unknown_classes.len() == before {
            true => Ok(()),
            false => self.keep_promising(),
        }
    }
}
