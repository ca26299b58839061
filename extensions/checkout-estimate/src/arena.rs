//! Memory for one run: handed out from the front, never taken back.
//!
//! A run allocates a few dozen strings and ends; its instance is thrown away. The standard allocator would cost more
//! instructions than the strings, and a tenth of the module. What a run can ask for is bounded by its input (128 kB), which is
//! copied at most twice.
#![allow(unsafe_code)] // An allocator cannot be written without; this file is all there is.

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32::memory_grow;
use std::cell::Cell;

/// Bytes of a page of Wasm memory.
const PAGE: usize = 65_536;

struct Arena {
    /// First free byte.
    next: Cell<usize>,
    /// End of what the memory has grown by.
    end: Cell<usize>,
}

// SAFETY: the target has no threads.
unsafe impl Sync for Arena {}

#[global_allocator]
static ARENA: Arena = Arena {
    next: Cell::new(0),
    end: Cell::new(0),
};

// SAFETY: every block lies between the memory's old end and its new one, aligned as asked, and no byte is given out twice:
// `next` only grows. Failure is a null pointer.
unsafe impl GlobalAlloc for Arena {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let start = (self.next.get() + layout.align() - 1) & !(layout.align() - 1);
        let Some(end) = start.checked_add(layout.size()) else {
            return std::ptr::null_mut();
        };
        if end > self.end.get() {
            return self.grow(layout);
        }
        self.next.set(end);
        start as *mut u8
    }

    #[inline]
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

impl Arena {
    /// A block from new pages.
    #[cold]
    fn grow(&self, layout: Layout) -> *mut u8 {
        let pages = layout.size().div_ceil(PAGE).max(1);
        let old = memory_grow::<0>(pages);
        if old == usize::MAX {
            return std::ptr::null_mut();
        }
        // A page is aligned to more than any layout here asks for.
        let start = old * PAGE;
        self.next.set(start + layout.size());
        self.end.set(start + pages * PAGE);
        start as *mut u8
    }
}
