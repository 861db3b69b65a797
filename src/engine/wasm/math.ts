/**
 * Exponential and friends on four float32 lanes, from instructions whose results are the same on every machine.
 * Ranges are reduced as in Cephes (Moshier), whose polynomials these are but for tanh; relative errors stay below 4e-7.
 * Each function takes its argument from the stack and leaves its result there.
 */
import type { FunctionCode, Local } from './functionCode';

const signBit = 0x80000000;
/** ln 2 in two parts, the first with so few bits that its multiples by small integers are exact. */
const ln2High = 0.693359375;
const ln2Low = -2.12194440054690583e-4;
/** Where tanh is 1 in float32, as its quotient gives it. */
const tanhEnd = 7.90531110763549805;

/** Runs `body` with fresh vector locals that are released afterwards. */
function withLocals(code: FunctionCode, count: number, body: (...locals: Local[]) => void): void {
  const locals = Array.from({ length: count }, () => code.local('v128'));
  body(...locals);
  for (const local of locals) code.release('v128', local);
}

/** Pushes c₀·xⁿ + … + cₙ. */
function polynomial(code: FunctionCode, x: Local, coefficients: readonly number[]): void {
  const [first, ...rest] = coefficients;
  code.f32x4(first!);
  for (const coefficient of rest) code.get(x).op('f32x4.mul').f32x4(coefficient).op('f32x4.add');
}

/** eˣ, with subnormal results and infinity where float32 has them. */
export function exp(code: FunctionCode): void {
  withLocals(code, 3, (x, n, half) => {
    // Beyond these the result is 0 or infinity; min and max hand NaN on.
    code.f32x4(-105).op('f32x4.max').f32x4(90).op('f32x4.min').tee(x);
    code.f32x4(Math.LOG2E).op('f32x4.mul').op('f32x4.nearest').set(n);
    code.get(x).get(n).f32x4(ln2High).op('f32x4.mul').op('f32x4.sub');
    code.get(n).f32x4(ln2Low).op('f32x4.mul').op('f32x4.sub').set(x);
    polynomial(
      code,
      x,
      [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
    );
    code.get(x).get(x).op('f32x4.mul').op('f32x4.mul').get(x).op('f32x4.add').f32x4(1).op('f32x4.add');
    // 2ⁿ in two factors, as n itself may lie outside the exponents of float32.
    code.get(n).op('i32x4.trunc_sat_f32x4_s').tee(n).i32(1).op('i32x4.shr_s').tee(half);
    powerOfTwo(code);
    code.op('f32x4.mul').get(n).get(half).op('i32x4.sub');
    powerOfTwo(code);
    code.op('f32x4.mul');
  });
}

/** 2ⁿ for the integers n on the stack, -126 ≤ n ≤ 127. */
const powerOfTwo = (code: FunctionCode): void => {
  code.i32x4(127).op('i32x4.add').i32(23).op('i32x4.shl');
};

/** The natural logarithm: −∞ at 0, NaN below. */
export function log(code: FunctionCode): void {
  withLocals(code, 5, (x, m, e, isSmall, isLow) => {
    code.tee(x).f32x4(1.17549435e-38).op('f32x4.lt').set(isSmall);
    // Subnormal numbers are scaled by 2²³ first.
    code.get(x).f32x4(8388608).op('f32x4.mul').get(x).get(isSmall).op('v128.bitselect').set(m);
    code.get(m).i32(23).op('i32x4.shr_u').i32x4(126).op('i32x4.sub');
    code.get(isSmall).i32x4(23).op('v128.and').op('i32x4.sub').op('f32x4.convert_i32x4_s').set(e);
    // The mantissa in [½, 1), then moved to [√½, √2) less 1.
    code.get(m).i32x4(0x7fffff).op('v128.and').i32x4(0x3f000000).op('v128.or').tee(m);
    code.f32x4(Math.SQRT1_2).op('f32x4.lt').set(isLow);
    code.get(e).f32x4(1).get(isLow).op('v128.and').op('f32x4.sub').set(e);
    code.get(m).get(m).get(isLow).op('v128.and').op('f32x4.add').f32x4(1).op('f32x4.sub').set(m);
    const square = isLow;
    code.get(m).get(m).op('f32x4.mul').set(square);
    polynomial(
      code,
      m,
      [
        7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
        2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
      ],
    );
    code.get(m).op('f32x4.mul').get(square).op('f32x4.mul');
    code.get(e).f32x4(ln2Low).op('f32x4.mul').op('f32x4.add');
    code.get(square).f32x4(0.5).op('f32x4.mul').op('f32x4.sub');
    code.get(m).op('f32x4.add').get(e).f32x4(ln2High).op('f32x4.mul').op('f32x4.add').set(m);
    // Infinity and NaN stand for themselves.
    code.get(m).get(x).get(x).f32x4(Infinity).op('f32x4.lt').op('v128.bitselect');
    code.f32x4(-Infinity).get(x).f32x4(0).op('f32x4.ne').op('v128.bitselect');
    code.get(x).f32x4(0).op('f32x4.lt').op('v128.or');
  });
}

/** log(1 + x), accurate for tiny x: log u plus what rounding to u = 1 + x has lost, relative to u. */
export function log1p(code: FunctionCode): void {
  withLocals(code, 2, (x, u) => {
    code.tee(x).f32x4(1).op('f32x4.add').tee(u);
    log(code);
    code.get(x).get(u).f32x4(1).op('f32x4.sub').op('f32x4.sub').get(u).op('f32x4.div');
    // At -1 and at infinity that is no number; there log u is exact.
    code.get(u).f32x4(0).op('f32x4.gt').get(u).f32x4(Infinity).op('f32x4.lt').op('v128.and').op('v128.and');
    code.op('f32x4.add');
  });
}

/** 1 / (1 + e⁻ˣ), as eˣ / (1 + eˣ) for negative x, so that nothing overflows. */
export function sigmoid(code: FunctionCode): void {
  withLocals(code, 2, (x, e) => {
    code.tee(x).op('f32x4.abs').op('f32x4.neg');
    exp(code);
    code.set(e).get(e).f32x4(1).get(x).f32x4(0).op('f32x4.lt').op('v128.bitselect');
    code.get(e).f32x4(1).op('f32x4.add').op('f32x4.div');
  });
}

/** The quotient of two polynomials that Eigen has for it: half the work of one by an exponential, and no branches. */
export function tanh(code: FunctionCode): void {
  withLocals(code, 2, (x, square) => {
    // Beyond these the quotient is 1; min and max hand NaN on.
    code.f32x4(-tanhEnd).op('f32x4.max').f32x4(tanhEnd).op('f32x4.min').tee(x);
    code.get(x).op('f32x4.mul').set(square);
    polynomial(
      code,
      square,
      [
        -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8,
        1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3,
      ],
    );
    code.get(x).op('f32x4.mul');
    polynomial(
      code,
      square,
      [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3],
    );
    code.op('f32x4.div');
  });
}

/** −1, 0 or 1; NaN stays NaN. */
export function sign(code: FunctionCode): void {
  withLocals(code, 1, (x) => {
    code.tee(x).i32x4(signBit).op('v128.and').f32x4(1).op('v128.or').get(x);
    code.get(x).op('f32x4.abs').f32x4(0).op('f32x4.gt').op('v128.bitselect');
  });
}
