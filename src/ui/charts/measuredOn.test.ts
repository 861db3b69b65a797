import { describe, expect, it } from 'vitest';
import { buildCatalog } from '../../train/catalog';
import { readSpec } from '../../protocol/completeSpec';
import type { SpecOverrides } from '../../protocol/spec';
import { hasSameTestPart, isComparable, testParts } from './measuredOn';
import { testRun } from './testRuns';

const catalog = buildCatalog();

const data = { fingerprint: 'a'.repeat(64), name: 'Films' };
function run(id: string, overrides: SpecOverrides = {}, watchedPart: 'validation' | 'test' = 'validation') {
  const { spec } = readSpec({ ...overrides, data: { ...data, ...overrides.data } }, catalog);
  return testRun({ id, spec, info: { spec, watchedPart } });
}
const first = run('first');
const others = (overrides: SpecOverrides) => {
  const other = run('other', overrides);
  return [isComparable(first, other, catalog), hasSameTestPart(first, other, catalog)];
};

describe('runs can be compared', () => {
  it('whatever their model, training and seed, when nothing is drawn', () => {
    expect(others({ model: { id: 'neumf' }, loss: { id: 'bce' }, train: { epochs: 3 }, seed: 9 })).toEqual([
      true,
      true,
    ]);
    expect(others({ data: { name: 'The same films under another name' } })).toEqual([true, true]);
  });

  it('not on other data, filters, splits or candidates', () => {
    for (const overrides of [
      { data: { fingerprint: 'b'.repeat(64) } },
      { data: { positiveFrom: 4 } },
      { split: { id: 'random-ratio' } },
      { split: { id: 'k-fold' } },
      { evaluation: { candidates: { id: 'uniform' } } },
    ])
      expect(others(overrides)).toEqual([false, false]);
  });

  it('with a run that has not begun, which takes the data there is', () => {
    expect(isComparable(first, run('queued', { data: { fingerprint: '' } }), catalog)).toBe(true);
  });

  it('not epoch by epoch where one was watched on its test part', () => {
    const watchesTest = run('watches test', {}, 'test');
    expect(isComparable(first, watchesTest, catalog)).toBe(false);
    expect(hasSameTestPart(first, watchesTest, catalog)).toBe(true);
  });

  it('across the folds of one cross-validation', () => {
    const [one, two] = [1, 2].map((fold) => run(`fold ${fold}`, { split: { id: 'k-fold', fold } }));
    expect(isComparable(one!, two!, catalog)).toBe(true);
  });
});

describe('what runs were tested on', () => {
  it('is told where it is not the same for all, by a letter and in words', () => {
    expect(testParts([first, run('again')], catalog)).toBeNull();
    const runs = [first, run('other', { split: { id: 'random-ratio' } }), run('again')];
    const { letterOf, words } = testParts(runs, catalog)!;
    expect(runs.map(({ id }) => letterOf.get(id))).toEqual(['A', 'B', 'A']);
    expect(words).toEqual([
      'A: Films, leave last out, test part, full ranking',
      'B: Films, random ratio, test part, full ranking',
    ]);
  });
});
