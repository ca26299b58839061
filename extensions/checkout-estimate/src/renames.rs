//! The function's answer: `{ operations: [{ deliveryOptionRename: { deliveryOptionHandle, title } }] }`.

use shopify_function::wasm_api::write::Error;
use shopify_function::wasm_api::{Context, Serialize};

/// New titles, by the option's handle.
#[derive(Default)]
pub struct Renames {
    /// Handles and titles, one behind the other: one buffer costs less than two strings an option.
    pub text: Vec<u8>,
    /// Where they are.
    pub places: Vec<Place>,
}

/// One option's place in the text.
pub struct Place {
    /// Where its handle begins.
    pub handle: usize,
    /// Where its handle ends and its new title begins.
    pub title: usize,
    /// Where its title ends.
    pub end: usize,
}

impl Serialize for Renames {
    fn serialize(&self, context: &mut Context) -> Result<(), Error> {
        context.write_object(
            |context| {
                context.write_utf8_str("operations")?;
                context.write_array(
                    |context| {
                        let mut places = self.places.iter();
                        places.try_for_each(|place| self.rename(place, context))
                    },
                    self.places.len(),
                )
            },
            1,
        )
    }
}

impl Renames {
    #[inline]
    fn rename(&self, place: &Place, context: &mut Context) -> Result<(), Error> {
        context.write_object(
            |context| {
                context.write_utf8_str("deliveryOptionRename")?;
                context.write_object(
                    |context| {
                        context.write_utf8_str("deliveryOptionHandle")?;
                        context.write_utf8_str(self.part(place.handle, place.title))?;
                        context.write_utf8_str("title")?;
                        context.write_utf8_str(self.part(place.title, place.end))
                    },
                    2,
                )
            },
            1,
        )
    }

    #[inline]
    #[allow(unsafe_code)]
    fn part(&self, from: usize, to: usize) -> &str {
        let bytes = self.text.get(from..to).unwrap_or_default();
        // SAFETY: each part was appended whole, from strings of the input and of the configuration.
        unsafe { std::str::from_utf8_unchecked(bytes) }
    }
}
