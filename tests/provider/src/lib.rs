//! The host's half of a Shopify Function: Shopify's own crate, compiled to the module that Shopify links a function to.
//!
//! In scope: nothing but its exports. They read the input and write the output in a memory of their own; the harness
//! (`e2e::function`) moves the bytes between that memory and the function's.

extern crate shopify_function_provider;
