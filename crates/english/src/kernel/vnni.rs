//! The integer product with AVX-512 VNNI: `dpbusd` multiplies four unsigned by four signed bytes and adds the
//! products to a 32-bit sum, without saturation.

use super::packed::{self, BLOCK, Block, Finish, Line, Linear, Rows, Sums};
use std::arch::x86_64::*;
use std::ops::Range;

/// See [`super::Kernel::product`].
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
pub(crate) fn product(rows: &Rows, range: Range<usize>, weights: &Linear, finish: impl Finish) {
    packed::product(rows, range, weights, finish, |rows, panel, next, sums| block(rows, panel, next, sums));
}

/// 24 registers of sums, four of weights and one of activations: all in registers.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn block(rows: Block, panel: &[[Line; 4]], next: &[[Line; 4]], sums: &mut Sums) {
    let mut total = [[_mm512_setzero_si512(); 4]; BLOCK];
    let [a, b, c, d, e, f] = rows;
    let rows = a.iter().zip(b).zip(c).zip(d).zip(e).zip(f);
    for (i, ((((((a, b), c), d), e), f), lines)) in rows.zip(panel).enumerate() {
        // A hint, harmless for any address: a line of the next panel comes into the second cache while this one is used.
        _mm_prefetch::<_MM_HINT_T1>(next.as_ptr().cast::<i8>().wrapping_add(64 * i));
        let weights = [load(&lines[0]), load(&lines[1]), load(&lines[2]), load(&lines[3])];
        for (group, total) in [a, b, c, d, e, f].into_iter().zip(&mut total) {
            let a = _mm512_set1_epi32(i32::from_ne_bytes(*group));
            for (w, total) in weights.iter().zip(total) {
                *total = _mm512_dpbusd_epi32(*total, a, *w);
            }
        }
    }
    for (sums, total) in sums.iter_mut().zip(&total) {
        for (sums, total) in sums.as_chunks_mut::<16>().0.iter_mut().zip(total) {
            // SAFETY: `sums` is a reference to 64 writable bytes; the store asks for no alignment.
            unsafe { _mm512_storeu_si512(std::ptr::from_mut(sums).cast(), *total) };
        }
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(line: &Line) -> __m512i {
    // SAFETY: a Line is 64 readable bytes aligned to 64.
    unsafe { _mm512_load_si512(std::ptr::from_ref(line).cast()) }
}
