import { describe, expect, it } from 'vitest';
import type { Split } from '../data/split/makeSplit';
import { defaultSpec, experimentSpec } from '../protocol/spec';
import { datasetOf } from '../testing/interactions';
import { toyScorer } from '../testing/toyScorer';
import { chanceNotes, createEvaluators, itemGroupsOf, watchedGroups } from './evaluators';
import { watchedMetric } from './watchedMetric';

// Items 0..3 are trained on, 4 and 5 are held out whole in the test part, 6 in validation.
const rows: [number, number][] = [
  [0, 0],
  [0, 1],
  [0, 2],
  [0, 4],
  [0, 6],
  [1, 1],
  [1, 3],
  [1, 5],
];
const dataset = datasetOf(rows, { numItems: 7 });
const test = Uint8Array.of(0, 0, 0, 0, 1, 1, 0);
const validation = Uint8Array.of(0, 0, 0, 0, 0, 0, 1);
const places = (...pairs: [number, number][]): Int32Array =>
  Int32Array.from(pairs, ([user, item]) => rows.findIndex(([u, i]) => u === user && i === item)).sort();
const split: Split = {
  train: places([0, 0], [0, 1], [1, 3]),
  validation: places([0, 6]),
  test: places([0, 2], [0, 4], [1, 1], [1, 5]),
  candidates: null,
  parted: {
    validation: { before: places([0, 0], [0, 1], [1, 3]), heldOut: places([0, 6]) },
    test: {
      before: places([0, 0], [0, 1], [0, 6], [1, 3]),
      heldOut: places([0, 2], [0, 4], [1, 1], [1, 5]),
    },
  },
  coldItems: { validation, test },
  watchedPart: 'validation',
  keepsLast: false,
  notes: [],
};
const partsOf = (changes: Partial<Split> = {}) => ({
  dataset,
  leftOut: { users: new Int32Array(0), items: new Int32Array(0), places: new Int32Array(0) },
  split: { ...split, ...changes },
  trainedCounts: Int32Array.of(1, 1, 0, 1, 0, 0, 0),
});
const specOf = (metric: string, candidates = 'full') =>
  experimentSpec.parse({
    earlyStopping: { metric },
    evaluation: { metrics: ['mrr'], candidates: { id: candidates } },
  });
const now = () => Promise.resolve();
const falling = toyScorer(7, (_, item) => -item);

describe('groups of items', () => {
  it('are warm where nothing of them is held out whole, in either part', () => {
    const groups = itemGroupsOf(split);
    expect(groups.validation).toEqual({ cold: validation, warm: Uint8Array.of(1, 1, 1, 1, 0, 0, 0) });
    expect(groups.test).toEqual({ cold: test, warm: Uint8Array.of(1, 1, 1, 1, 0, 0, 0) });
    expect(itemGroupsOf({ coldItems: { validation: null, test } })).toEqual({
      validation: { warm: Uint8Array.of(1, 1, 1, 1, 0, 0, 1) },
      test: { cold: test, warm: Uint8Array.of(1, 1, 1, 1, 0, 0, 1) },
    });
  });

  it('are none where the split holds out no items whole', () => {
    expect(itemGroupsOf({ coldItems: { validation: null, test: null } })).toEqual({
      validation: null,
      test: null,
    });
  });
});

describe('the parts of a run', () => {
  it('are measured apart on cold and warm items, among those not seen before', async () => {
    const { watched, test: ofTest } = createEvaluators(partsOf(), specOf('mrr/cold'), 'ranking');
    // Validation: item 6 is the only cold one.
    expect((await watched!.evaluate(falling, now)).metrics).toEqual({ 'mrr/cold': 1 });
    // Test, cold of 4 and 5: 4 is first, 5 second. Warm of 0..3: user 0 has seen 0 and 1, and 2 is first;
    // user 1 has seen 3, and 1 is second of 0, 1, 2.
    expect((await ofTest!.evaluate(falling, now)).metrics).toEqual({
      'mrr/cold': 3 / 4,
      'mrr/warm': 3 / 4,
    });
  });

  it('may rank also what was seen before', async () => {
    const { test: ofTest } = createEvaluators(partsOf(), specOf('mrr/cold', 'all'), 'ranking');
    // Of 0..3, item 2 is third for user 0, and item 1 second for user 1.
    expect((await ofTest!.evaluate(falling, now)).metrics['mrr/warm']).toBeCloseTo((1 / 3 + 1 / 2) / 2, 12);
  });

  it('are one and the same where the test part is watched, and none where nothing is', () => {
    const parts = (changes: Partial<Split>) =>
      createEvaluators(partsOf(changes), specOf('mrr/cold'), 'ranking');
    const same = parts({ watchedPart: 'test', validation: split.test });
    expect(same.watched).toBe(same.test);
    expect(parts({ watchedPart: 'none' }).watched).toBeNull();
    expect(parts({ test: new Int32Array(0) }).test).toBeNull();
  });

  it('refuse a metric of cold items where none are held out', () => {
    const coldItems = { validation: null, test: null };
    expect(() => createEvaluators(partsOf({ coldItems }), specOf('mrr/cold'), 'ranking')).toThrow(
      '"mrr/cold" is measured on cold items alone, and this split holds out no items whole.',
    );
  });
});

describe('what chance reaches', () => {
  it('is told of the cold items of the test part, where all are ranked', () => {
    expect(chanceNotes(split, specOf('recall@1/cold'))).toEqual([
      'Chance of Recall@1 on cold items: 1 of 2 = 0.50.',
    ]);
    expect(chanceNotes(split, specOf('recall@1/cold', 'uniform'))).toEqual([]);
    expect(chanceNotes({ coldItems: { validation: null, test: null } }, defaultSpec())).toEqual([]);
  });
});

describe('the watched metric', () => {
  const model = { label: 'MF', task: 'ranking' } as const;
  const watching = (metric: string, coldItems: Split['coldItems']) =>
    watchedMetric(specOf(metric), model, watchedGroups({ ...split, coldItems }));
  const hintOf = (metric: string, coldItems: Split['coldItems']): string => {
    try {
      watching(metric, coldItems);
    } catch (error) {
      return (error as { hint: string }).hint;
    }
    throw new Error('an error was expected');
  };

  it('names a group where the split holds out whole items', () => {
    const coldItems = { validation, test };
    expect(watching('ndcg@10/cold', coldItems).id).toBe('ndcg');
    expect(watching('ndcg@10/warm', coldItems).id).toBe('ndcg');
    expect(() => watching('ndcg@10', coldItems)).toThrow(/measured apart.*"ndcg@10" cannot be watched/);
    expect(hintOf('ndcg@10', coldItems)).toBe('Watch ndcg@10/cold or ndcg@10/warm (earlyStopping.metric).');
  });

  it('names no group where it does not', () => {
    const coldItems = { validation: null, test: null };
    expect(watching('ndcg@10', coldItems).id).toBe('ndcg');
    expect(() => watching('ndcg@10/cold', coldItems)).toThrow(/holds out no items whole/);
    expect(hintOf('ndcg@10/cold', coldItems)).toBe('Watch ndcg@10 (earlyStopping.metric).');
  });

  it('is of warm items where only the test part has cold ones', () => {
    const coldItems = { validation: null, test };
    expect(() => watching('mrr/cold', coldItems)).toThrow(/in the part that is watched/);
    expect(hintOf('mrr/cold', coldItems)).toBe('Watch mrr/warm (earlyStopping.metric).');
    expect(watching('mrr/warm', coldItems).id).toBe('mrr');
  });
});
