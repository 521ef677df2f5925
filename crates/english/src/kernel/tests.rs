//! Every kernel gives the same bits, and the float functions are close to the exact ones.

use super::*;

/// Values in -1..1 from a linear congruence, some rows far from zero.
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    (0..count).map(next).collect()
}

fn layer(outputs: usize, inputs: usize) -> Linear {
    let extreme = |i: usize, x: f32| if i.is_multiple_of(97) { 129 } else { (x * 127.0) as i8 as u8 };
    let weights: Vec<u8> =
        numbers(outputs * inputs, 1).iter().enumerate().map(|(i, &x)| extreme(i, x)).collect();
    Linear::new(&weights, &numbers(outputs, 2), &numbers(outputs, 3))
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// The results of `run` with each kernel, which must not differ.
fn same(run: impl Fn(Kernel) -> Vec<f32>) -> Vec<f32> {
    let reference = run(Kernel(Level::Portable));
    for kernel in Kernel::all() {
        assert_eq!(bits(&run(kernel)), bits(&reference), "{kernel:?}");
    }
    reference
}

#[test]
fn products_are_the_same_and_right() {
    for (rows, inputs, outputs) in [(1, 4, 1), (6, 384, 64), (7, 97, 130), (20, 1536, 384)] {
        let linear = layer(outputs, inputs);
        let values = numbers(rows * inputs, 4);
        let out = same(|kernel| {
            let (mut packed, mut out) = (Rows::default(), vec![0.0; rows * linear.columns()]);
            packed.reset(rows, inputs);
            kernel.quantise(&values, inputs, 0, &mut packed);
            kernel.product(&packed, 0..rows, &linear, &mut out);
            out
        });
        assert_eq!(linear.columns(), outputs.next_multiple_of(64));
        assert!(out.iter().all(|x| x.is_finite()));
        assert!(out.chunks(linear.columns()).all(|row| row[outputs..].iter().all(|&x| x == 0.0)));
    }
}

#[test]
fn weighted_products_are_sums_of_products() {
    let (count, inputs, wide, runs) = (7, 13, 128, 5);
    let linear = layer(runs * wide, inputs);
    let (values, factors) = (numbers(count * inputs, 4), numbers(count * runs, 5));
    let mut packed = Rows::default();
    packed.reset(count, inputs);
    Kernel::best().quantise(&values, inputs, 0, &mut packed);
    let mut all = vec![0.0; count * runs * wide];
    Kernel::best().product(&packed, 0..count, &linear, &mut all);
    let found = same(|kernel| {
        let mut out = vec![0.0; count * wide];
        kernel.weighted(&packed, 0..count, &linear, &factors, wide, &mut out);
        out
    });
    for (i, x) in found.iter().enumerate() {
        let (row, c) = (i / wide, i % wide);
        let sum =
            (0..runs).fold(0.0, |sum, r| sum + factors[row * runs + r] * all[(row * runs + r) * wide + c]);
        assert_eq!(x.to_bits(), sum.to_bits());
    }
}

#[test]
fn a_product_is_near_the_exact_one() {
    let (weights, values) =
        ([100_u8, 256_u16.wrapping_sub(50) as u8, 3, 0, 127], [0.5_f32, -1.0, 2.0, 0.0, 1.5]);
    let linear = Linear::new(&weights, &[0.01], &[0.25]);
    let (mut rows, mut out) = (Rows::default(), vec![0.0; 64]);
    rows.reset(1, 5);
    Kernel::best().quantise(&values, 5, 0, &mut rows);
    Kernel::best().product(&rows, 0..1, &linear, &mut out);
    let exact = 0.01 * (100.0 * 0.5 + 50.0 + 6.0 + 127.0 * 1.5) + 0.25;
    assert!((out[0] - exact).abs() < 0.05, "{} {exact}", out[0]);
}

#[test]
fn float_parts_are_the_same() {
    for count in [1, 15, 16, 17, 70] {
        let (a, b) = (numbers(count * 96, 5), numbers(count * 96, 6));
        let norm = Norm { weight: numbers(96, 7), bias: numbers(96, 8) };
        same(|kernel| {
            let mut values = a.clone();
            let (mut rows, linear) = (Rows::default(), layer(64, 96));
            rows.reset(count + 1, 96);
            kernel.normalise(&mut values, &norm, &mut rows);
            kernel.add_normalise(&mut values, &b, &norm, 1, &mut rows);
            let mut out = vec![0.0; (count + 1) * 64];
            kernel.product_gelu(&rows, 0..count + 1, &linear, &mut out);
            values.extend(out);
            values
        });
        same(|kernel| {
            let mut out = vec![0.0; count * 32];
            let queries: Vec<usize> = (0..count).rev().collect();
            kernel.attend(Sequence::whole(&a), 32, &queries, &mut Attention::default(), &mut out);
            out
        });
        same(|kernel| {
            let mut out = vec![0.0; count * count];
            kernel.cross(&a, &b, 96, &mut out);
            out
        });
    }
}

#[test]
fn attention_is_right() {
    let (count, width) = (19, 64);
    let qkv = numbers(count * 3 * width, 9);
    let mut out = vec![0.0; count * width];
    let queries: Vec<usize> = (0..count).collect();
    Kernel::best().attend(Sequence::whole(&qkv), width, &queries, &mut Attention::default(), &mut out);
    let at = |row: usize, column: usize| f64::from(qkv[row * 3 * width + column]);
    for (i, row) in out.chunks(width).enumerate() {
        for (c, &found) in row.iter().enumerate() {
            let head = c / HEAD * HEAD;
            let score = |j| (0..HEAD).map(|d| at(i, head + d) * at(j, width + head + d)).sum::<f64>();
            let weights: Vec<f64> = (0..count).map(|j| (score(j) / 32_f64.sqrt()).exp()).collect();
            let mean = (0..count).map(|j| weights[j] * at(j, 2 * width + c)).sum::<f64>();
            assert!((mean / weights.iter().sum::<f64>() - f64::from(found)).abs() < 1e-5);
        }
    }
}

#[test]
fn functions_are_near_the_exact_ones() {
    for i in -870..=880 {
        let x = i as f32 / 10.0;
        let exact = f64::from(x).exp();
        assert!((f64::from(exp(x)) / exact - 1.0).abs() < 3e-7, "{x}");
    }
    assert_eq!((exp(0.0), exp(-88.0), exp(f32::NEG_INFINITY)), (1.0, 0.0, 0.0));
    // By the series of the error function.
    for i in -300..=300 {
        let x = f64::from(i) / 100.0;
        let (mut term, mut sum, s) = (x, x, x / std::f64::consts::SQRT_2);
        for n in 1..200 {
            term *= -s * s / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        let exact = 0.5 * x * (1.0 + sum / std::f64::consts::SQRT_2 * std::f64::consts::FRAC_2_SQRT_PI);
        let found = f64::from(float::gelu(x as f32));
        assert!((found - exact).abs() < 1e-5, "{x} {found} {exact}");
    }
    for x in [4.0, 10.0, 1e6] {
        assert!((float::gelu(x) / x - 1.0).abs() < 4e-5 && float::gelu(-x).abs() < 4e-5 * x);
    }
}

/// Seconds that this thread has had a processor, where the system tells; else those on the clock.
fn seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    let clock = || std::time::UNIX_EPOCH.elapsed().map_or(0.0, |e| e.as_secs_f64());
    nanoseconds.map_or_else(clock, |n| n / 1e9)
}

/// What the products reach: `cargo test --release -p detente-english --lib products_per_second -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a check"]
#[allow(clippy::print_stdout, reason = "a measurement")]
fn products_per_second() {
    let shapes = [(384, 384), (384, 1152), (384, 1536), (1536, 384), (384, 896), (97, 4992), (256, 256)];
    for kernel in Kernel::all() {
        for (inputs, outputs) in shapes {
            let linear = layer(outputs, inputs);
            let values = numbers(384 * inputs, 4);
            let (mut packed, mut out) = (Rows::default(), vec![0.0; 384 * linear.columns()]);
            packed.reset(384, inputs);
            kernel.quantise(&values, inputs, 0, &mut packed);
            let operations = (2 * 384 * inputs * outputs) as f64;
            // The system counts a thread's time in steps of some milliseconds.
            let times = if kernel == Kernel(Level::Portable) { 1 } else { (2e10 / operations) as u32 };
            let best = (0..5)
                .map(|_| {
                    let start = seconds();
                    (0..times).for_each(|_| kernel.product(&packed, 0..384, &linear, &mut out));
                    (seconds() - start) / f64::from(times)
                })
                .fold(f64::INFINITY, f64::min);
            println!("{kernel:?} 384 x {inputs} x {outputs}: {:.0} G operations/s", operations / best / 1e9);
        }
    }
}
