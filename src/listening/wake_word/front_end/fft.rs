//! A Fourier transform of 512 real samples in 16-bit integers, rounded exactly as KISS FFT rounds
//! (<https://github.com/mborgerding/kissfft>, fixed point): four passes of radix 4 over 256 complex numbers.

use std::f64::consts::PI;

/// Samples that are transformed.
pub(super) const SIZE: usize = 512;

/// Bins of a spectrum, the ones for 0 and for half the rate included.
pub(super) const BINS: usize = SIZE / 2 + 1;

/// Complex numbers that two real samples each are taken as.
const HALF: usize = SIZE / 2;

const LARGEST: i32 = i16::MAX as i32;

/// A complex number of 16-bit integers, 15 bits behind the point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Complex {
    pub(super) real: i16,
    pub(super) imaginary: i16,
}

impl Complex {
    /// On the unit circle.
    fn at(phase: f64) -> Self {
        let fixed = |value: f64| (0.5 + f64::from(LARGEST) * value).floor() as i16;
        Self { real: fixed(phase.cos()), imaginary: fixed(phase.sin()) }
    }

    fn plus(self, other: Self) -> Self {
        Self { real: self.real.wrapping_add(other.real), imaginary: self.imaginary.wrapping_add(other.imaginary) }
    }

    fn minus(self, other: Self) -> Self {
        Self { real: self.real.wrapping_sub(other.real), imaginary: self.imaginary.wrapping_sub(other.imaginary) }
    }

    fn times(self, other: Self) -> Self {
        let product = |left: i16, right: i16| i32::from(left) * i32::from(right);
        Self {
            real: rounded(product(self.real, other.real).wrapping_sub(product(self.imaginary, other.imaginary))),
            imaginary: rounded(product(self.real, other.imaginary).wrapping_add(product(self.imaginary, other.real))),
        }
    }

    fn divided(self, by: i32) -> Self {
        let divided = |value: i16| rounded(i32::from(value) * (LARGEST / by));
        Self { real: divided(self.real), imaginary: divided(self.imaginary) }
    }

    /// Times -i.
    fn turned(self) -> Self {
        Self { real: self.imaginary, imaginary: self.real.wrapping_neg() }
    }

    fn conjugate(self) -> Self {
        Self { imaginary: self.imaginary.wrapping_neg(), ..self }
    }
}

/// A product without the bits behind the point.
fn rounded(product: i32) -> i16 {
    (product.wrapping_add(1 << 14) >> 15) as i16
}

/// What a transform needs to know.
#[derive(Debug, Clone)]
pub(super) struct Spectrum {
    twiddles: Vec<Complex>,
    /// For taking the spectrum of real samples out of the one of complex numbers.
    unravel: Vec<Complex>,
}

impl Spectrum {
    pub(super) fn new() -> Self {
        let whole = HALF as f64;
        Self {
            twiddles: (0..HALF).map(|index| Complex::at(-2.0 * PI * index as f64 / whole)).collect(),
            unravel: (0..HALF / 2).map(|index| Complex::at(-PI * ((index as f64 + 1.0) / whole + 0.5))).collect(),
        }
    }

    /// The spectrum of these samples, divided by their number.
    pub(super) fn of(&self, samples: &[i16; SIZE]) -> [Complex; BINS] {
        let mut packed = [Complex::default(); HALF];
        let mut scratch = [Complex::default(); HALF];
        for (pair, out) in samples.chunks_exact(2).zip(&mut scratch) {
            *out = Complex { real: pair[0], imaginary: pair[1] };
        }
        self.transform(&mut packed, &scratch, 0, 1);
        self.unravelled(&packed)
    }

    /// Every `stride`th input from `offset` on, transformed into `out`, whose length times the stride is all of them.
    fn transform(&self, out: &mut [Complex], input: &[Complex; HALF], offset: usize, stride: usize) {
        let quarter = out.len() / 4;
        if quarter == 0 {
            out[0] = input[offset];
            return;
        }
        for (part, piece) in out.chunks_exact_mut(quarter).enumerate() {
            self.transform(piece, input, offset + part * stride, stride * 4);
        }
        for index in 0..quarter {
            let place = |part: usize| index + part * quarter;
            let [zeroth, first, second, third] = [0, 1, 2, 3].map(|part| out[place(part)].divided(4));
            let first = first.times(self.twiddles[index * stride]);
            let second = second.times(self.twiddles[2 * index * stride]);
            let third = third.times(self.twiddles[3 * index * stride]);
            let (across, along) = (zeroth.minus(second), zeroth.plus(second));
            let (sum, difference) = (first.plus(third), first.minus(third).turned());
            out[place(0)] = along.plus(sum);
            out[place(1)] = across.plus(difference);
            out[place(2)] = along.minus(sum);
            out[place(3)] = across.minus(difference);
        }
    }

    fn unravelled(&self, packed: &[Complex; HALF]) -> [Complex; BINS] {
        let mut spectrum = [Complex::default(); BINS];
        let start = packed[0].divided(2);
        spectrum[0].real = start.real.wrapping_add(start.imaginary);
        spectrum[HALF].real = start.real.wrapping_sub(start.imaginary);
        for (index, twiddle) in (1..).zip(&self.unravel) {
            let (low, high) = (packed[index].divided(2), packed[HALF - index].conjugate().divided(2));
            let even = low.plus(high);
            let odd = low.minus(high).times(*twiddle);
            let half = |left: i16, right: i32| ((i32::from(left) + right) >> 1) as i16;
            spectrum[index] = Complex {
                real: half(even.real, i32::from(odd.real)),
                imaginary: half(even.imaginary, i32::from(odd.imaginary)),
            };
            spectrum[HALF - index] = Complex {
                real: half(even.real, -i32::from(odd.real)),
                imaginary: half(odd.imaginary, -i32::from(even.imaginary)),
            };
        }
        spectrum
    }
}
