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
            kernel.quantise(&values, inputs, &mut packed);
            kernel.product(&packed, &linear, &mut out);
            out
        });
        assert_eq!(linear.columns(), outputs.next_multiple_of(64));
        assert!(out.iter().all(|x| x.is_finite()));
        assert!(out.chunks(linear.columns()).all(|row| row[outputs..].iter().all(|&x| x == 0.0)));
    }
}

#[test]
fn a_product_is_near_the_exact_one() {
    let (weights, values) =
        ([100_u8, 256_u16.wrapping_sub(50) as u8, 3, 0, 127], [0.5_f32, -1.0, 2.0, 0.0, 1.5]);
    let linear = Linear::new(&weights, &[0.01], &[0.25]);
    let (mut rows, mut out) = (Rows::default(), vec![0.0; 64]);
    Kernel::best().quantise(&values, 5, &mut rows);
    Kernel::best().product(&rows, &linear, &mut out);
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
            kernel.gelu(&mut values);
            kernel.add_normalise(&mut values, &b, &norm);
            values
        });
        same(|kernel| {
            let mut out = vec![0.0; count * 32];
            kernel.attend(&a, 32, &mut Attention::default(), &mut out);
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
    Kernel::best().attend(&qkv, width, &mut Attention::default(), &mut out);
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
        let mut found = [x as f32];
        Kernel::best().gelu(&mut found);
        assert!((f64::from(found[0]) - exact).abs() < 1e-6, "{x} {} {exact}", found[0]);
    }
}
