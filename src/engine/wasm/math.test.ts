import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binary, unary } from '../program/arithmetic';
import type { UnaryOp, Value } from '../program/program';
import { constant, load, programOf, runWasm } from './testPrograms';

/** f(x) for all x, four at a time. */
async function apply(of: (x: Value) => Value, ...operands: Float32Array[]): Promise<Float32Array> {
  const { length } = operands[0]!;
  const at = (buffer: number) => ({ buffer, offset: 0, rows: [], column: 1 });
  const to = operands.length;
  const program = programOf(
    [...operands, length],
    [
      {
        kind: 'rows',
        name: 'map',
        rowShape: [],
        stages: [{ do: 'write', width: length, value: of(load(at(0))), to: at(to) }],
      },
    ],
  );
  return (await runWasm(program))[to] as Float32Array;
}

/** Every float32 from `low` to `high` that is `step` bit patterns after the one before. */
function floats(low: number, high: number, step: number): Float32Array {
  const bits = (x: number) => new Uint32Array(Float32Array.of(x).buffer)[0]!;
  const length = Math.floor((bits(high) - bits(low)) / step) + 1;
  return new Float32Array(Uint32Array.from({ length }, (_, i) => bits(low) + i * step).buffer);
}

const bothSigns = (values: Float32Array): Float32Array =>
  Float32Array.from([...values, ...values.map((value) => -value)]);

async function worstError(op: UnaryOp, xs: Float32Array): Promise<number> {
  const results = await apply((x) => ({ op, x }), xs);
  let worst = 0;
  for (const [i, result] of results.entries()) {
    const wanted = unary[op](xs[i]!);
    const error = result === wanted ? 0 : Math.abs(result - wanted) / Math.abs(wanted);
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

describe('functions of one number', () => {
  const step = 3001;
  const ranges: [UnaryOp, Float32Array][] = [
    ['exp', bothSigns(floats(1e-10, 87, step))],
    ['log', floats(1e-45, 3e38, step)],
    ['log1p', floats(1e-12, 3e38, step)],
    ['log1p', floats(1e-12, 0.9999, step).map((x) => -x)],
    ['sigmoid', bothSigns(floats(1e-10, 86, step))],
    ['tanh', bothSigns(floats(1e-12, 100, step))],
    ['sqrt', floats(1e-38, 3e38, step)],
  ];
  for (const [op, xs] of ranges)
    it(`${op} is right to 3e-7 from ${xs[0]!.toPrecision(2)} to ${xs.at(-1)!.toPrecision(2)}`, async () => {
      expect(await worstError(op, xs)).toBeLessThan(3e-7);
    });

  it('agrees with Math at the ends of the number line', async () => {
    const ends = Float32Array.of(0, -0, 1, -1, 200, -200, 3e38, -3e38, Infinity, -Infinity, NaN);
    for (const op of [
      'exp',
      'log',
      'log1p',
      'sigmoid',
      'tanh',
      'sqrt',
      'abs',
      'neg',
      'sign',
      'step',
    ] as const) {
      const results = await apply((x) => ({ op, x }), ends);
      const wanted = Float32Array.from(ends, (x) => (op === 'sigmoid' && x !== x ? NaN : unary[op](x)));
      for (const [i, result] of results.entries())
        if (
          Math.abs(result - wanted[i]!) > 3e-7 * Math.abs(wanted[i]!) ||
          Number.isNaN(result) !== Number.isNaN(wanted[i]!)
        )
          expect({ op, x: ends[i], result }).toEqual({ op, x: ends[i], result: wanted[i] });
    }
  });

  it('gives e to the x down to the subnormal numbers, and 0 below', async () => {
    const results = await apply((x) => ({ op: 'exp', x }), Float32Array.of(-90, -100, -103, -104, -1000));
    expect([...results]).toEqual([...Float32Array.from([-90, -100, -103, -104, -1000], Math.exp)]);
  });

  it('never gives a tanh beyond 1, and ±1 where float32 has nothing else', async () => {
    const results = await apply((x) => ({ op: 'tanh', x }), bothSigns(floats(4, 12, 101)));
    expect(results.every((result) => Math.abs(result) <= 1)).toBe(true);
    const far = Float32Array.of(9.1, -9.1, 1e30, -1e30);
    expect([...(await apply((x) => ({ op: 'tanh', x }), far))]).toEqual([1, -1, 1, -1]);
  });

  it('keeps tiny arguments of log1p as they are', async () => {
    const tiny = Float32Array.of(1e-8, -1e-8, 1e-20, 3e-39);
    expect(await apply((x) => ({ op: 'log1p', x }), tiny)).toEqual(tiny);
  });
});

describe('powers', () => {
  const pow = (xs: Float32Array, ys: Float32Array) =>
    apply((a) => ({ op: 'pow', a, b: load({ buffer: 1, offset: 0, rows: [], column: 1 }) }), xs, ys);

  it('are right to 3e-7 over bases and exponents', async () => {
    const xs: number[] = [];
    const ys: number[] = [];
    for (const x of floats(1e-30, 1e30, 300_001))
      for (const y of [-3.7, -1, -0.5, 0.01, 0.3, 1 / 3, 0.75, 1, 2, 2.5, 7]) {
        xs.push(x);
        ys.push(Math.fround(y));
      }
    const results = await pow(Float32Array.from(xs), Float32Array.from(ys));
    let worst = 0;
    for (const [i, result] of results.entries()) {
      const wanted = Math.pow(xs[i]!, ys[i]!);
      if (wanted > 3.4e38 || wanted < 1.2e-38) continue;
      worst = Math.max(worst, Math.abs(result - wanted) / wanted);
    }
    expect(worst).toBeLessThan(3e-7);
  });

  it('agree with Math for signs, zeros, infinities and NaN', async () => {
    const special = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, Infinity, NaN];
    const xs = special.flatMap((x) => special.map(() => x));
    const ys = special.flatMap(() => special);
    const results = await pow(Float32Array.from(xs), Float32Array.from(ys));
    for (const [i, result] of results.entries()) {
      const wanted = Math.pow(xs[i]!, ys[i]!);
      if (!Object.is(result, wanted) && !(Math.abs(result - wanted) < 1e-6 * Math.abs(wanted)))
        expect({ x: xs[i], y: ys[i], result }).toEqual({ x: xs[i], y: ys[i], result: wanted });
    }
  });

  it('squares exactly as a product does', async () => {
    const xs = floats(1e-3, 1e3, 100_003);
    expect(await apply((a) => ({ op: 'pow', a, b: constant(2) }), xs)).toEqual(xs.map((x) => x * x));
  });
});

describe('functions of two numbers', () => {
  it('compare, choose and count as in float64, also with NaN', async () => {
    const second = load({ buffer: 1, offset: 0, rows: [], column: 1 });
    const number = fc.oneof(fc.float(), fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 9 }), async (pairs) => {
        const xs = Float32Array.from(pairs, ([x]) => x);
        const ys = Float32Array.from(pairs, ([, y]) => y);
        for (const op of [
          'add',
          'sub',
          'mul',
          'div',
          'max',
          'min',
          'greater',
          'greaterEqual',
          'less',
          'lessEqual',
          'equal',
          'notEqual',
        ] as const) {
          const results = await apply((a) => ({ op, a, b: second }), xs, ys);
          expect(results).toEqual(Float32Array.from(pairs, ([x, y]) => binary[op](x, y)));
        }
        const chosen = await apply(
          (a) => ({ op: 'select', condition: a, a: second, b: constant(7) }),
          xs,
          ys,
        );
        expect(chosen).toEqual(Float32Array.from(pairs, ([x, y]) => (x === 0 ? 7 : y)));
      }),
      { numRuns: 20 },
    );
  });
});
