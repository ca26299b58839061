//! The function's input, read without a copy more than needed.
//!
//! In scope: Shopify's imports for reading, behind a value that cannot be misused. Not in scope: what is read.
//!
//! `shopify_function::wasm_api::Value` does the same and is what one should use; it takes a third more instructions for each
//! string, which a budget of 250,000 for 36 delivery options does not allow. The imports and the form of a value are the
//! interface `shopify_function_v2`, which the name of the import module holds to its version.
#![allow(unsafe_code)] // Imports are unsafe to call; this file and the allocator are all there is.

#[link(wasm_import_module = "shopify_function_v2")]
unsafe extern "C" {
    fn shopify_function_input_get() -> u64;
    fn shopify_function_input_get_val_len(scope: u64) -> usize;
    fn shopify_function_input_read_utf8_str(src: usize, out: *mut u8, len: usize);
    fn shopify_function_input_get_obj_prop(scope: u64, ptr: *const u8, len: usize) -> u64;
    fn shopify_function_input_get_at_index(scope: u64, index: usize) -> u64;
    fn shopify_function_input_get_obj_key_at_index(scope: u64, index: usize) -> u64;
}

/// A value of the input: a number, or a NaN whose payload is a tag (4 bits), a length (14) and an address (32).
#[derive(Clone, Copy)]
pub struct Value(u64);

/// The bits above the length: a NaN's, and the tag.
const TAGS: u32 = 46;
const NULL: u64 = 0x1FFF << 4;
const BOOL: u64 = NULL | 1;
const STRING: u64 = NULL | 3;
const ARRAY: u64 = NULL | 5;
const ERROR: u64 = NULL | 15;
/// The error value for a place beyond the end.
const BEYOND: u64 = ERROR << TAGS | 5;
/// A length that did not fit.
const LONG: usize = (1 << 14) - 1;

impl Value {
    /// The whole input.
    #[inline]
    pub fn input() -> Self {
        // SAFETY: no argument, no memory of ours.
        Self(unsafe { shopify_function_input_get() })
    }

    /// A field, by a key that is read once; null where there is none, an error value where this is no object.
    #[inline]
    pub fn field(self, key: &str) -> Self {
        // SAFETY: the host reads these bytes before it returns.
        Self(unsafe { shopify_function_input_get_obj_prop(self.0, key.as_ptr(), key.len()) })
    }

    /// An element of an array, or the value of an object's field by its place; an error value beyond the end.
    #[inline]
    pub fn at(self, index: usize) -> Self {
        // SAFETY: no memory of ours is touched.
        Self(unsafe { shopify_function_input_get_at_index(self.0, index) })
    }

    /// The value of an object's only field.
    #[inline]
    pub fn only(self) -> Self {
        self.at(0)
    }

    /// The key of an object's field by its place; an error value beyond the end.
    #[inline]
    pub fn key_at(self, index: usize) -> Self {
        // SAFETY: no memory of ours is touched.
        Self(unsafe { shopify_function_input_get_obj_key_at_index(self.0, index) })
    }

    /// Whether it is the string of these eight bytes.
    #[inline]
    pub fn is(self, text: &[u8; 8]) -> bool {
        let mut bytes = [0; 8];
        if self.text_len() != Some(bytes.len()) {
            return false;
        }
        // SAFETY: the buffer has as many bytes as the host is asked for.
        unsafe {
            shopify_function_input_read_utf8_str(self.address(), bytes.as_mut_ptr(), bytes.len());
        }
        bytes == *text
    }

    /// Whether there is nothing here: null, or no such place.
    #[inline]
    pub fn is_nothing(self) -> bool {
        self.0 >> TAGS == NULL || self.0 == BEYOND
    }

    /// The boolean, if it is one.
    #[inline]
    pub fn bool(self) -> Option<bool> {
        (self.0 >> TAGS == BOOL).then_some(self.0 as u32 != 0)
    }

    /// Elements, if it is an array.
    #[inline]
    pub fn len(self) -> Option<usize> {
        (self.0 >> TAGS == ARRAY).then(|| self.length())
    }

    /// Bytes, if it is a string.
    #[inline]
    pub fn text_len(self) -> Option<usize> {
        (self.0 >> TAGS == STRING).then(|| self.length())
    }

    /// The string, if it is one.
    #[inline]
    pub fn text(self) -> Option<String> {
        let mut bytes = Vec::new();
        self.append(&mut bytes)?;
        // SAFETY: strings of the input are UTF-8: it is JSON.
        Some(unsafe { String::from_utf8_unchecked(bytes) })
    }

    /// Appends the string, if it is one; answers its length.
    #[inline]
    pub fn append(self, bytes: &mut Vec<u8>) -> Option<usize> {
        let length = self.text_len()?;
        bytes.reserve(length);
        // SAFETY: there is room for `length` bytes behind the end, and the host fills them.
        unsafe {
            let end = bytes.as_mut_ptr().add(bytes.len());
            shopify_function_input_read_utf8_str(self.address(), end, length);
            bytes.set_len(bytes.len() + length);
        }
        Some(length)
    }

    #[inline]
    fn address(self) -> usize {
        self.0 as u32 as usize
    }

    #[inline]
    fn length(self) -> usize {
        match (self.0 >> 32) as usize & LONG {
            // SAFETY: no memory of ours is touched.
            LONG => unsafe { shopify_function_input_get_val_len(self.0) },
            length => length,
        }
    }
}
