//! What is needed soon, asked for before it is.

/// Asks the processor to bring a value near, if it can be asked; the program sees nothing of it but time.
#[inline(always)]
#[allow(unsafe_code, reason = "the standard library has no safe way to ask")]
pub(crate) fn prefetch<T>(soon: &T) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: every x86_64 processor has the instruction, which changes nothing that a program can read and never faults.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(soon).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = soon;
}
