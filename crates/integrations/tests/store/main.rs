//! Our requests against a store that executes them: `tests/fakes/admin.mjs` over Shopify's schema.

mod admin;
mod fake;
mod token;
