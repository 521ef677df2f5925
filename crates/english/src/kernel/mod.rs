//! The arithmetic of the network, once in plain Rust and again for wide processors, with the same bits from each.
//!
//! Two facts make that hold. Sums of whole numbers are exact in any order, so the matrix products may use whatever
//! instruction is fastest. And the float parts are one source text whose order of operations is fixed: sums run
//! over sixteen explicit lanes or strictly along one axis, nothing is contracted to fused multiply-add, and no
//! function of the system's mathematics library is called. A compiler may widen such code but not change its result.
//!
//! This is the only module with `unsafe`: to call functions compiled for instructions whose presence was checked,
//! and for vector loads and stores.
#![allow(unsafe_code, reason = "vector instructions are a measured need; each use states why it is sound")]

mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
mod float;
mod packed;
mod portable;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "x86_64")]
mod vnni;

pub(crate) use attention::{Attention, HEAD, Sequence};
pub(crate) use float::{Norm, exp, sum};
use packed::{Finish, Store, Weigh};
pub(crate) use packed::{Linear, PANEL, Rows};

use std::ops::Range;

/// An instruction set that the arithmetic is compiled for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Level {
    /// What every processor has.
    Portable,
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with VNNI, the four-way multiply-add of bytes.
    #[cfg(target_arch = "x86_64")]
    Vnni,
}

/// The arithmetic at one level. A value exists only for a level that this processor has: that is what the calls of
/// functions compiled for it rely on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Kernel(Level);

impl Kernel {
    /// The fastest kernel that this processor has.
    pub(crate) fn best() -> Kernel {
        Kernel::all().last().copied().unwrap_or(Kernel(Level::Portable))
    }

    /// All kernels that this processor has, slowest first.
    pub(crate) fn all() -> Vec<Kernel> {
        let mut found = vec![Kernel(Level::Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                found.push(Kernel(Level::Avx2));
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
            {
                found.push(Kernel(Level::Vnni));
            }
        }
        found
    }

    /// `out = rows · weights` for the rows in `range`, with scales and bias; `out` has [`Linear::columns`] values a row.
    pub(crate) fn product(self, rows: &Rows, range: Range<usize>, weights: &Linear, out: &mut [f32]) {
        self.product_into(rows, range, weights, Store { out, columns: weights.columns(), last: |x: f32| x });
    }

    /// The GELU of [`Kernel::product`].
    pub(crate) fn product_gelu(self, rows: &Rows, range: Range<usize>, weights: &Linear, out: &mut [f32]) {
        self.product_into(rows, range, weights, Store { out, columns: weights.columns(), last: float::gelu });
    }

    /// For each row the sum, over runs of `wide` outputs, of the run times one of the row's `factors`; `wide` is a whole
    /// number of panels. Adds to `out`, which has `wide` values a row.
    pub(crate) fn weighted(
        self,
        rows: &Rows,
        range: Range<usize>,
        weights: &Linear,
        factors: &[f32],
        wide: usize,
        out: &mut [f32],
    ) {
        self.product_into(rows, range, weights, Weigh { factors, out, wide, columns: weights.columns() });
    }

    #[inline(always)]
    fn product_into(self, rows: &Rows, range: Range<usize>, weights: &Linear, finish: impl Finish) {
        match self.0 {
            Level::Portable => portable::product(rows, range, weights, finish),
            // SAFETY: a Kernel of this level exists only where AVX2 was detected.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { avx2::product(rows, range, weights, finish) },
            // SAFETY: a Kernel of this level exists only where AVX-512 F, BW, DQ, VL and VNNI were detected.
            #[cfg(target_arch = "x86_64")]
            Level::Vnni => unsafe { vnni::product(rows, range, weights, finish) },
        }
    }
}

/// Methods that compile one safe function for every level and call the version of the kernel's level.
macro_rules! versions {
    ($($(#[$doc:meta])* $name:ident = $body:path, ($($arg:ident: $kind:ty),*);)*) => {
        impl Kernel {$(
            $(#[$doc])*
            pub(crate) fn $name(self, $($arg: $kind),*) {
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $kind),*) {
                    $body($($arg),*)
                }
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                fn widest($($arg: $kind),*) {
                    $body($($arg),*)
                }
                match self.0 {
                    Level::Portable => $body($($arg),*),
                    // SAFETY: a Kernel of this level exists only where AVX2 was detected.
                    #[cfg(target_arch = "x86_64")]
                    Level::Avx2 => unsafe { wide($($arg),*) },
                    // SAFETY: a Kernel of this level exists only where these parts of AVX-512 were detected.
                    #[cfg(target_arch = "x86_64")]
                    Level::Vnni => unsafe { widest($($arg),*) },
                }
            }
        )*}
    };
}

versions! {
    /// Quantises rows of `width` values to seven bits, each by its own scale and offset, as `rows` from `first` on.
    quantise = packed::quantise, (values: &[f32], width: usize, first: usize, rows: &mut Rows);
    /// Layer normalisation of every row, in place, and its quantised form.
    normalise = float::normalise, (values: &mut [f32], norm: &Norm, rows: &mut Rows);
    /// Layer normalisation of the sum of two matrices, into the first, and its quantised form, as `rows` from `first` on.
    add_normalise = float::add_normalise,
        (values: &mut [f32], added: &[f32], norm: &Norm, first: usize, rows: &mut Rows);
    /// Attention of some `queries`, numbers of pieces, within one sequence; `out` gets a row for each of `queries`.
    attend = attention::attend,
        (sequence: Sequence<'_>, width: usize, queries: &[usize], work: &mut Attention, out: &mut [f32]);
    /// `out[i][j] = a[i] · b[j]` for rows of `width` values.
    cross = attention::cross, (a: &[f32], b: &[f32], width: usize, out: &mut [f32]);
}
