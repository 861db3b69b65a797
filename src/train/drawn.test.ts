import { describe, expect, it } from 'vitest';
import { makeSessions } from '../data/sessions/makeSessions';
import { makeItemSplit, makeSplit } from '../data/split/makeSplit';
import { splits } from '../data/split/registry';
import { candidates } from '../evaluate/candidates/registry';
import { readSpec } from '../protocol/completeSpec';
import type { CandidateDefinition } from '../evaluate/candidates/candidateRule';
import type { SplitDefinition } from '../data/split/split';
import { datasetOf, trainedOn, type Row } from '../testing/interactions';
import { buildCatalog } from './catalog';

const catalog = buildCatalog();

/** 40 users with 6 of 30 items each, every eighth day a user more. */
const rows = Array.from({ length: 40 }, (_, user) =>
  Array.from({ length: 6 }, (_, j): Row => [user, (user * 7 + j * 5) % 30, 3, 1e9 + (user * 8 + j) * 86_400]),
).flat();
const dataset = {
  ...datasetOf(rows, { numItems: 30 }),
  time: 'seconds' as const,
  predefinedSplits: [
    { name: 'a', group: 'a', parts: Uint8Array.from(rows, (_, i) => Number(i % 6 === 5)), candidates: null },
  ],
};

describe('the seed', () => {
  it.each(splits.map((split: SplitDefinition) => [split.id, split] as const))(
    'decides what the split %s holds out where that says so, and nowhere else',
    (id, { drawn = false, unit }) => {
      const testPart = (seed: number): number[] => {
        const { spec } = readSpec(
          {
            seed,
            split: { id, params: id === 'predefined' ? { group: 'a' } : {}, dropUnseen: false },
            validation: { id: 'none' },
          },
          catalog,
        );
        if (unit === 'items')
          return [
            ...makeItemSplit(
              dataset,
              Int32Array.from({ length: 30 }, (_, item) => item),
              spec,
            ).test,
          ];
        return [...makeSplit(dataset, spec, { sessions: makeSessions(dataset, spec.sessions) }).test];
      };
      const [first, second] = [testPart(1), testPart(2)];
      expect(first.length).toBeGreaterThan(0);
      expect(JSON.stringify(first) !== JSON.stringify(second)).toBe(drawn);
    },
  );

  it.each(candidates.map((rule: CandidateDefinition) => [rule.id, rule] as const))(
    'decides which candidates the rule %s gives where that says so, and nowhere else',
    (_id, { drawn = false, candidatesOf }) => {
      const indices = Int32Array.from(rows.keys());
      const heldOut = indices.filter((index) => index % 6 === 5);
      const trained = trainedOn(
        dataset,
        indices.filter((index) => index % 6 !== 5),
      );
      const frozen = { offsets: new Int32Array(41), items: new Int32Array(0) };
      const given = (seed: number) =>
        JSON.stringify(
          candidatesOf({ dataset, ...trained, heldOut, among: null, frozen, params: { count: 3 }, seed }),
        );
      expect(given(1) !== given(2)).toBe(drawn);
    },
  );
});
