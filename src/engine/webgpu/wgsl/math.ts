/**
 * The functions of a program that WGSL lacks or leaves inexact, for f32 and, with the suffix 4, for vec4<f32>. None
 * of them overflows on the way to a finite result: WGSL does not promise infinities.
 */
const functions = /* wgsl */ `
// By 2 artanh(x / (2 + x)) near 0, where log(1 + x) has lost the digits of x.
fn log1p$(x: F) -> F {
  let s = x / (F(2.0) + x);
  let q = s * s;
  let near = s * (F(2.0) + q * (F(0.6666666666666666) + q * (F(0.4) + q * (F(0.2857142857142857) + q * F(0.2222222222222222)))));
  return select(log(F(1.0) + x), near, abs(x) < F(0.5));
}

fn sigmoid$(x: F) -> F {
  let e = exp(-abs(x));
  return select(e, F(1.0), x >= F(0.0)) / (F(1.0) + e);
}

fn tanh$(x: F) -> F {
  let e = exp(F(-2.0) * abs(x));
  let far = sign(x) * (F(1.0) - e) / (F(1.0) + e);
  let q = x * x;
  let near = x * (F(1.0) + q * (F(-0.3333333333333333) + q * (F(0.13333333333333333) - q * F(0.05396825396825397))));
  return select(far, near, abs(x) < F(0.1));
}

// WGSL's pow is undefined for negative x, and for 0 as it may go by the logarithm.
fn pow$(x: F, y: F) -> F {
  let size = pow(max(abs(x), F(1e-37)), y);
  let isOdd = abs(y - F(2.0) * floor(y * F(0.5))) == F(1.0);
  let withSign = select(size, -size, (x < F(0.0)) & isOdd);
  return select(select(withSign, F(0.0), (x == F(0.0)) & (y > F(0.0))), F(1.0), y == F(0.0));
}
`;

const dropout = /* wgsl */ `
fn dropoutMask(element: u32, firstLane: u32, threshold: u32, kept: f32) -> f32 {
  let words = threefry(run.dropout, vec2<u32>(run.step, firstLane + (element >> 1u)));
  return select(0.0, kept, select(words.x, words.y, (element & 1u) == 1u) >= threshold);
}

// Four elements from an even one on take two draws.
fn dropoutMask4(element: u32, firstLane: u32, threshold: u32, kept: f32) -> vec4<f32> {
  let lane = firstLane + (element >> 1u);
  let first = threefry(run.dropout, vec2<u32>(run.step, lane));
  let second = threefry(run.dropout, vec2<u32>(run.step, lane + 1u));
  return select(vec4<f32>(0.0), vec4<f32>(kept), vec4<u32>(first, second) >= vec4<u32>(threshold));
}
`;

export const mathWgsl = ['f32', 'vec4<f32>']
  .map((type, index) => functions.replaceAll('F', type).replaceAll('$', index === 0 ? '1' : '4'))
  .join('');

/** Needs `threefryWgsl` and the uniform `run`. */
export const dropoutWgsl = dropout;
