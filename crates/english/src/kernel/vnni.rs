//! The integer product with AVX-512 VNNI: `dpbusd` multiplies four unsigned by four signed bytes and adds the
//! products to a 32-bit sum, without saturation.

use super::packed::{self, BLOCK, Group, Line, Linear, Rows, Sums};
use std::arch::x86_64::*;

/// See [`super::Kernel::product`].
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
pub(crate) fn product(rows: &Rows, weights: &Linear, out: &mut [f32]) {
    packed::product(rows, weights, out, |rows, panel, sums| block(rows, panel, sums));
}

/// 24 registers of sums, four of weights and one of activations: all in registers.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn block(rows: &[[Group; BLOCK]], panel: &[[Line; 4]], sums: &mut Sums) {
    let mut total = [[_mm512_setzero_si512(); 4]; BLOCK];
    for (rows, lines) in rows.iter().zip(panel) {
        let weights = [load(&lines[0]), load(&lines[1]), load(&lines[2]), load(&lines[3])];
        for (group, total) in rows.iter().zip(&mut total) {
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
