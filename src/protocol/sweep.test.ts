import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabWorker } from '../train/labService';
import { buildCatalog } from '../train/catalog';
import { readSpec } from './completeSpec';
import { gridSize, gridValues, rangeFault, specAt, sweepPoints, type Sweep, type SweepRange } from './sweep';

const catalog = buildCatalog();
const base = readSpec({}, catalog).spec;
const values = (...list: (number | string)[]): SweepRange => ({ kind: 'values', values: list });
const range = (from: number, to: number, rest: Partial<Extract<SweepRange, { kind: 'range' }>> = {}) =>
  ({ kind: 'range', from, to, scale: 'linear', integer: false, steps: 5, ...rest }) satisfies SweepRange;
const sweep = (ranges: Record<string, SweepRange>, rest: Partial<Sweep> = {}): Sweep => ({
  base,
  parameters: Object.entries(ranges).map(([path, of]) => ({ path, range: of })),
  method: 'grid',
  seed: 1,
  maxRuns: 100,
  maxMinutes: null,
  ...rest,
});
const never = () => {
  throw new Error('A grid draws nothing.');
};
/** The table 5.2 of the thesis: filters, learning rate, norm, decay steps. */
const thesis = {
  'model.params.filters': values(128, 256),
  'optimizer.params.learningRate': values(0.001, 0.01),
  'model.params.norm': values(1, 2, 3),
  'model.params.decaySteps': values(50_000, 75_000, 100_000),
};

describe('values of a grid', () => {
  it('are equally far apart on a linear scale, both ends among them', () => {
    expect(gridValues(range(0, 1))).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('are equally many times apart on a logarithmic scale', () => {
    expect(gridValues(range(0.0001, 0.1, { scale: 'log', steps: 4 }))).toEqual([0.0001, 0.001, 0.01, 0.1]);
    expect(gridValues(range(16, 256, { scale: 'log', integer: true }))).toEqual([16, 32, 64, 128, 256]);
  });

  it('are whole numbers where the setting is one, each once', () => {
    expect(gridValues(range(1, 3, { integer: true, steps: 9 }))).toEqual([1, 2, 3]);
    expect(gridValues(values(2, 1, 2))).toEqual([2, 1]);
  });
});

describe('a grid', () => {
  it('of the thesis has 2 · 2 · 3 · 3 points, the last setting changing fastest', () => {
    const points = sweepPoints(sweep(thesis), never);
    expect(gridSize(sweep(thesis).parameters)).toBe(36);
    expect(points).toHaveLength(36);
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(36);
    expect(
      points.slice(0, 4).map((point) => [point['model.params.norm'], point['model.params.decaySteps']]),
    ).toEqual([
      [1, 50_000],
      [1, 75_000],
      [1, 100_000],
      [2, 50_000],
    ]);
    expect(points.at(-1)).toEqual({
      'model.params.filters': 256,
      'optimizer.params.learningRate': 0.01,
      'model.params.norm': 3,
      'model.params.decaySteps': 100_000,
    });
  });

  it('stops at its budget', () => {
    expect(sweepPoints(sweep(thesis, { maxRuns: 7 }), never)).toEqual(
      sweepPoints(sweep(thesis), never).slice(0, 7),
    );
  });
});

describe('a random search', () => {
  const plan = (one: Sweep) => new LabWorker().planSweep({ ...one, method: 'random' });

  it('draws the same points for the same seed, and others for another', async () => {
    const space = sweep(
      { lr: range(0.0001, 0.1, { scale: 'log' }), n: range(1, 64, { integer: true }) },
      { maxRuns: 20 },
    );
    const points = await plan(space);
    expect(points).toHaveLength(20);
    expect(await plan(space)).toEqual(points);
    expect(await plan({ ...space, seed: 2 })).not.toEqual(points);
  });

  it('draws every decade of a logarithmic range alike', async () => {
    const points = await plan(sweep({ lr: range(0.0001, 0.1, { scale: 'log' }) }, { maxRuns: 300 }));
    const inDecade = (from: number) =>
      points.filter(({ lr }) => (lr as number) >= from && (lr as number) < 10 * from).length;
    for (const from of [0.0001, 0.001, 0.01]) expect(Math.abs(inDecade(from) - 100)).toBeLessThan(30);
  });

  it('gives both ends of a range of whole numbers their full share', () => {
    const points = sweepPoints(
      sweep({ n: range(1, 4, { integer: true }) }, { method: 'random', maxRuns: 4 }),
      (draw) => (draw % 4) / 4,
    );
    expect(points.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
  });

  it('finds all points of a small space, none twice, and no more than there are', async () => {
    const points = await plan(sweep({ a: values(1, 2, 3), b: values('x', 'y') }));
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(6);
    expect(points).toHaveLength(6);
  });

  it('stays in its range and never repeats a point', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.001, max: 10, noNaN: true }),
        fc.double({ min: 1.01, max: 1000, noNaN: true }),
        fc.boolean(),
        fc.nat(1000),
        async (from, times, log, seed) => {
          const to = from * times;
          const points = await plan(
            sweep({ a: range(from, to, { scale: log ? 'log' : 'linear' }) }, { maxRuns: 10, seed }),
          );
          const found = points.map(({ a }) => a as number);
          expect(found.every((value) => value >= from && value <= to)).toBe(true);
          expect(new Set(found).size).toBe(found.length);
        },
      ),
    );
  });
});

describe('a range', () => {
  const rate = { type: 'number', minimum: 0, maximum: 1 } as const;
  it.each([
    [values(), 'needs at least one value'],
    [values(0.1, 2), 'must be at most 1'],
    [values('fast'), 'must be a number'],
    [range(0.1, 0.1), 'needs a range that ends above its start'],
    [range(0.5, 3), 'must be at most 1'],
    [range(0, 1, { scale: 'log' }), 'needs a range that starts above 0 for logarithmic steps'],
    [range(0, 1, { steps: 1 }), 'needs 2 to 50 steps'],
    [range(0, 1), null],
    [values(0.1, 0.2), null],
  ])('%j: %s', (given, fault) => {
    expect(rangeFault(given, rate)).toBe(fault);
  });
});

describe('the experiment at a point', () => {
  it('takes parameters of the choice that the point makes, whatever their order', () => {
    const { spec, problems } = specAt(
      base,
      { 'optimizer.params.learningRate': 0.5, 'optimizer.id': 'sgd', 'train.epochs': 3 },
      catalog,
    );
    expect(problems).toEqual([]);
    expect(spec.optimizer).toMatchObject({ id: 'sgd', params: { learningRate: 0.5 } });
    expect(spec.train.epochs).toBe(3);
    expect({ ...spec, optimizer: base.optimizer, train: base.train }).toEqual(base);
  });

  it('names a value that cannot be', () => {
    expect(specAt(base, { 'model.params.factors': -3 }, catalog).problems[0]!.path).toBe(
      'model.params.factors',
    );
  });
});
