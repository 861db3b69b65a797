import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildCatalog } from '../train/catalog';
import { readSpec } from './completeSpec';
import { toAppError } from './errors';
import { readLink, writeLink, type LinkedRun } from './link';

const catalog = buildCatalog();
const run = (overrides: unknown, name = 'run'): LinkedRun => ({
  name,
  spec: readSpec(overrides, catalog).spec,
  result: null,
});
const linkOf = (value: unknown, level: 0 | 9 = 9): string =>
  '#x=' +
  Buffer.from(
    deflateSync(strToU8(typeof value === 'string' ? value : JSON.stringify(value)), { level }),
  ).toString('base64url');
const messageOf = (hash: string): string => {
  try {
    readLink(hash, catalog);
  } catch (error) {
    return toAppError(error).what;
  }
  return 'no error';
};

describe('a share link', () => {
  it('gives back the specs of several runs, and their names', () => {
    const runs = [
      run({ seed: 3 }, 'first'),
      run({ model: { id: 'neumf' }, loss: { id: 'bce' } }, 'second: ü, 東京'),
    ];
    const read = readLink(writeLink(runs, catalog), catalog);
    expect(read.runs.map(({ name, spec }) => ({ name, spec }))).toEqual(
      runs.map(({ name, spec }) => ({ name, spec })),
    );
    expect(read.runs.every(({ problems }) => problems.length === 0)).toBe(true);
  });

  it('is short: the defaults take fewer than 80 characters', () => {
    expect(writeLink([run({})], catalog).length).toBeLessThan(80);
  });

  it('carries curves to six digits', () => {
    const result = {
      epochs: [{ epoch: 1, loss: 0.6931471805599453, metrics: { 'ndcg@10': 0.123456789 } }],
      test: { 'ndcg@10': 0.2 },
      bestEpoch: 1,
      backend: 'wasm',
    };
    const [read] = readLink(writeLink([{ ...run({}), result }], catalog), catalog).runs;
    expect(read!.result).toEqual({
      ...result,
      epochs: [{ epoch: 1, loss: 0.693147181, metrics: { 'ndcg@10': 0.123457 } }],
    });
  });

  it('carries a comparison and what its test found; without one there is none', () => {
    const runs = [run({}, 'BPR'), run({ loss: { id: 'bce' } }, 'BCE')];
    const tests = {
      metric: 'ndcg@10',
      unit: 'user' as const,
      units: 1000,
      resamples: 10_000,
      best: 1,
      tests: [{ variant: 0, advantage: 0.012, low: 0.008, high: 0.016, p: 0.0002, adjustedP: 0.0002 }],
    };
    const comparison = { title: 'Losses of MF', tests };
    expect(readLink(writeLink(runs, catalog, comparison), catalog).comparison).toEqual(comparison);
    expect(readLink(writeLink(runs, catalog), catalog).comparison).toBeNull();
  });

  it('uses only characters that survive in an address', () => {
    expect(writeLink([run({ seed: 123456789 })], catalog)).toMatch(/^#x=[A-Za-z0-9_-]+$/);
  });
});

describe('a link from a stranger', () => {
  it.each([
    ['cut off', writeLink([run({})], catalog).slice(0, -8)],
    ['not base64', '#x=%%%'],
    ['not JSON', linkOf('not json')],
    ['without runs', linkOf({ v: 1, runs: [] })],
    ['a number', linkOf(7)],
    [
      'with a result that is no number',
      linkOf({
        v: 1,
        runs: [
          {
            name: 'x',
            spec: {},
            result: {
              epochs: [{ epoch: 1, loss: 'low', metrics: {} }],
              test: null,
              bestEpoch: 1,
              backend: 'x',
            },
          },
        ],
      }),
    ],
  ])('%s is refused with a message', (_what, hash) => {
    expect(messageOf(hash)).toMatch(/^This link cannot be read/);
  });

  it.each([
    ['a place that no run has', { best: 7 }],
    ['a probability of 2', { tests: [{ variant: 0, advantage: 0, low: 0, high: 0, p: 2, adjustedP: 1 }] }],
    ['an endless list of tests', { tests: Array.from({ length: 99 }, () => ({ variant: 0, advantage: 0 })) }],
  ])('whose comparison has %s is refused with a message', (_what, change) => {
    const tests = { metric: 'map', unit: 'user', units: 9, resamples: 10, best: 0, tests: [], ...change };
    const link = { v: 1, runs: [{ name: 'x', spec: {} }], comparison: { title: 'x', tests } };
    expect(messageOf(linkOf(link))).toMatch(/^This link cannot be read/);
  });

  it('of version 1 keeps what it meant: as seen counts what train and validation keep', () => {
    const [run] = readLink(linkOf({ v: 1, runs: [{ name: 'x', spec: { seed: 7 } }] }), catalog).runs;
    expect(run).toMatchObject({
      problems: [],
      spec: { v: 2, seed: 7, evaluation: { seen: { id: 'kept' } } },
    });
    const [again] = readLink(writeLink([run!], catalog), catalog).runs;
    expect(again!.spec).toEqual(run!.spec);
  });

  it('of a newer version says so', () => {
    expect(messageOf(linkOf({ v: 3, runs: [] }))).toMatch(/newer version/);
  });

  it('that unpacks to more than 4 MiB is stopped', () => {
    expect(messageOf(linkOf(' '.repeat(5_000_000)))).toMatch(/unpacks to more than 4 MiB/);
  });

  it('with bad values names them and goes on with the defaults', () => {
    const [read] = readLink(
      linkOf({
        v: 1,
        runs: [{ name: 'x', spec: { train: { epochs: 1e9 }, model: { id: 'evil' }, seed: 4 } }],
      }),
      catalog,
    ).runs;
    expect(read!.problems.map((problem) => problem.path).sort()).toEqual(['model.id', 'train.epochs']);
    expect([read!.spec.train.epochs, read!.spec.model.id, read!.spec.seed]).toEqual([20, 'mf', 4]);
  });

  it('cannot reach the prototype of objects', () => {
    readLink(
      linkOf(
        '{"v":1,"runs":[{"name":"x","spec":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}]}',
      ),
      catalog,
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
