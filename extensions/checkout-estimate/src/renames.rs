//! The function's answer: `{ operations: [{ deliveryOptionRename: { deliveryOptionHandle, title } }] }`.

use shopify_function::wasm_api::write::Error;
use shopify_function::wasm_api::{Context, Serialize};

/// New titles, by the option's handle.
#[derive(Default)]
pub struct Renames(pub Vec<Rename>);

/// One option's new title.
pub struct Rename {
    /// Which option.
    pub handle: String,
    /// All of its new title.
    pub title: String,
}

impl Serialize for Renames {
    fn serialize(&self, context: &mut Context) -> Result<(), Error> {
        context.write_object(
            |context| {
                context.write_utf8_str("operations")?;
                self.0.serialize(context)
            },
            1,
        )
    }
}

impl Serialize for Rename {
    #[inline]
    fn serialize(&self, context: &mut Context) -> Result<(), Error> {
        context.write_object(
            |context| {
                context.write_utf8_str("deliveryOptionRename")?;
                context.write_object(
                    |context| {
                        context.write_utf8_str("deliveryOptionHandle")?;
                        context.write_utf8_str(&self.handle)?;
                        context.write_utf8_str("title")?;
                        context.write_utf8_str(&self.title)
                    },
                    2,
                )
            },
            1,
        )
    }
}
