//! Personal data of an order: one sealed row, apart from its facts.

use fulfillment::Instant;
use integrations::Personal;

use super::state::Stored;
use super::{Ledger, LedgerError};
use crate::crypto;
use crate::sql::Sql;

impl<S: Sql> Ledger<S> {
    /// Takes new personal data; fields it does not carry keep what was known. True if anything
    /// changed; the turn writes it.
    pub(super) fn keep_personal(
        &mut self,
        order: &str,
        stored: &mut Stored,
        new: Personal,
    ) -> Result<bool, LedgerError> {
        let old = self.open_personal(order, stored)?;
        let merged = Personal {
            email: new.email.or_else(|| old.as_ref()?.email.clone()),
            phone: new.phone.or_else(|| old.as_ref()?.phone.clone()),
            name: new.name.or_else(|| old.as_ref()?.name.clone()),
            address: new.address.or_else(|| old.as_ref()?.address.clone()),
            customer: new.customer.or_else(|| old.as_ref()?.customer.clone()),
            entered: old
                .iter()
                .flat_map(|old| old.entered.clone())
                .chain(new.entered)
                .collect(),
        };
        if merged == Personal::default() || old.as_ref() == Some(&merged) {
            return Ok(false);
        }
        let place = self.place(order)?;
        let shard_key = self.shard_key()?;
        stored.sealed = Some(crypto::seal(
            &shard_key,
            &place,
            &serde_json::to_vec(&merged)?,
        )?);
        stored.blind = self.blinds(&merged)?;
        Ok(true)
    }

    /// Blind indices of whom an order belongs to, by e-mail address and by customer, apart by a blank.
    fn blinds(&mut self, personal: &Personal) -> Result<Option<String>, LedgerError> {
        let mut blinds = Vec::new();
        if let Some(email) = &personal.email {
            blinds.push(self.blind_email(email)?);
        }
        if let Some(customer) = &personal.customer {
            blinds.push(self.blind_customer(customer)?);
        }
        Ok((!blinds.is_empty()).then(|| blinds.join(" ")))
    }

    /// What is kept of a person in an order, for a data request; `None` if nothing is.
    ///
    /// # Errors
    /// Storage or keys failed.
    pub fn personal(
        &mut self,
        _now: Instant,
        order: &str,
    ) -> Result<Option<Personal>, LedgerError> {
        let stored = self.stored(order)?;
        self.open_personal(order, &stored)
    }

    /// Sealed text is bound to its shop and order.
    pub(super) fn place(&mut self, order: &str) -> Result<String, LedgerError> {
        Ok(format!("{}/{order}", self.settings()?.shop))
    }

    pub(super) fn open_personal(
        &mut self,
        order: &str,
        stored: &Stored,
    ) -> Result<Option<Personal>, LedgerError> {
        let Some(sealed) = &stored.sealed else {
            return Ok(None);
        };
        let place = self.place(order)?;
        let plain = crypto::open(&self.shard_key()?, &place, sealed)?;
        Ok(Some(serde_json::from_slice(&plain)?))
    }
}
