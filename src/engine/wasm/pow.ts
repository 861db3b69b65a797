/**
 * xʸ on four float32 lanes. The logarithm must be good to far more digits than the result, so two lanes at a time
 * are computed in float64.
 */
import { FunctionCode, type Local } from './functionCode';

/** A polynomial in float64, highest power first. */
function polynomial(code: FunctionCode, x: Local, coefficients: readonly number[]): void {
  const [first, ...rest] = coefficients;
  code.f64x2(first!);
  for (const coefficient of rest) code.get(x).op('f64x2.mul').f64x2(coefficient).op('f64x2.add');
}

/** The function (x, y: f64x2) → f64x2 for numbers that came from float32. */
export function powOfPairs(): FunctionCode {
  const code = new FunctionCode(['v128', 'v128'], ['v128']);
  const [x, y] = [0, 1];
  const [size, e, m, square, wanted, isInteger] = Array.from({ length: 6 }, () => code.local('v128'));
  code.get(x).op('f64x2.abs').set(size!);
  // The exponent of |x|: its bits below those of 2⁵² make the float64 2⁵² + exponent.
  code
    .get(size!)
    .i32(52)
    .op('i64x2.shr_u')
    .f64x2(2 ** 52)
    .op('v128.or')
    .f64x2(2 ** 52 + 1023);
  code.op('f64x2.sub').set(e!);
  // The mantissa in [1, 2), then in [√½, √2).
  code.get(size!).i64x2(0xfffffffffffffn).op('v128.and').f64x2(1).op('v128.or').tee(m!);
  code.f64x2(Math.SQRT2).op('f64x2.gt').set(square!);
  code.get(e!).f64x2(1).get(square!).op('v128.and').op('f64x2.add').set(e!);
  code.get(m!).f64x2(0.5).op('f64x2.mul').get(m!).get(square!).op('v128.bitselect').set(m!);
  // log m = 2 artanh((m − 1) / (m + 1)).
  code.get(m!).f64x2(1).op('f64x2.sub').get(m!).f64x2(1).op('f64x2.add').op('f64x2.div').tee(m!);
  code.get(m!).op('f64x2.mul').set(square!);
  polynomial(
    code,
    square!,
    [13, 11, 9, 7, 5, 3, 1].map((n) => (2 * Math.LOG2E) / n),
  );
  code.get(m!).op('f64x2.mul').get(e!).op('f64x2.add').set(e!);
  // Now e is log₂|x|, but for 0 and infinity.
  code.f64x2(-Infinity).get(e!).get(size!).f64x2(0).op('f64x2.eq').op('v128.bitselect').set(e!);
  code.get(size!).get(e!).get(size!).f64x2(Infinity).op('f64x2.eq').op('v128.bitselect').set(e!);
  // 2 to the wanted power; beyond ±200 float32 has only 0 and infinity.
  code.get(y).get(e!).op('f64x2.mul').f64x2(-200).op('f64x2.max').f64x2(200).op('f64x2.min').tee(wanted!);
  code.op('f64x2.nearest').set(e!);
  code.get(wanted!).get(e!).op('f64x2.sub').f64x2(Math.LN2).op('f64x2.mul').set(m!);
  polynomial(
    code,
    m!,
    [362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1].map((factorial) => 1 / factorial),
  );
  // Adding 1.5 · 2⁵² leaves the integer in the low bits.
  code
    .get(e!)
    .f64x2(1.5 * 2 ** 52)
    .op('f64x2.add')
    .i64x2(1023n)
    .op('i64x2.add')
    .i32(52)
    .op('i64x2.shl');
  code.op('f64x2.mul').set(m!);
  // Negative x: odd powers are negative, others than whole ones do not exist.
  code.get(y).op('f64x2.nearest').get(y).op('f64x2.eq').set(isInteger!);
  code.get(y).f64x2(0.5).op('f64x2.mul').tee(wanted!).op('f64x2.nearest').get(wanted!).op('f64x2.ne');
  code.get(isInteger!).op('v128.and').f64x2(-0).op('v128.and').get(x).op('v128.and');
  code.get(m!).op('v128.or').set(m!);
  code.get(x).f64x2(0).op('f64x2.lt').get(isInteger!).op('v128.andnot').get(m!).op('v128.or').set(m!);
  code.get(m!).get(x).get(x).get(x).op('f64x2.eq').op('v128.bitselect').set(m!);
  code.f64x2(1).get(m!).get(y).f64x2(0).op('f64x2.eq').op('v128.bitselect');
  return code;
}

/** The function (x, y: f32x4) → f32x4; `pairs` is the number of `powOfPairs` in the module. */
export function powOfFour(pairs: number): FunctionCode {
  const code = new FunctionCode(['v128', 'v128'], ['v128']);
  const half = (lanes: readonly number[]) => {
    for (const operand of [0, 1]) code.get(operand).get(operand).shuffle(lanes).op('f64x2.promote_low_f32x4');
    code.call(pairs).op('f32x4.demote_f64x2_zero');
  };
  half([0, 1, 2, 3]);
  half([2, 3, 0, 1]);
  code.shuffle([0, 1, 4, 5]);
  return code;
}
