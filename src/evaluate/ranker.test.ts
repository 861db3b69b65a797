import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ranker, type Candidates } from './ranker';

/** All candidates sorted, the tie rule spelled out. */
function sortedList({ heldOut, heldOutScores, others, otherScores }: Candidates) {
  const held = Array.from(heldOut, (item, i) => ({ item, score: heldOutScores[i]!, held: 1 }));
  const rest = Array.from(others, (item, i) => ({ item, score: otherScores[i]!, held: 0 }));
  return [...held, ...rest.filter(({ score }) => score > -Infinity)].sort(
    (a, b) => b.score - a.score || a.held - b.held || a.item - b.item,
  );
}

// Small whole numbers tie; the others lie dense, far apart, and in between.
const score = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.float({ min: 0, max: 1, noNaN: true }),
);

it('ranks as sorting everything does, for many held-out items and scores of any size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(score, fc.constantFrom('held', 'other', 'masked')), { minLength: 1, maxLength: 120 }),
      fc.nat(130),
      (cells, listLength) => {
        const places = cells.flatMap(([, role], item) => (role === 'held' ? [item] : []));
        const candidates: Candidates = {
          heldOut: Int32Array.from(places),
          heldOutScores: Float32Array.from(places, (item) => cells[item]![0]),
          others: Int32Array.from(cells.keys()),
          otherScores: Float32Array.from(cells, ([value, role]) => (role === 'other' ? value : -Infinity)),
          numOthers: cells.filter(([, role]) => role === 'other').length,
        };
        const list = sortedList(candidates);
        const ranking = new Ranker(cells.length, listLength).rank(candidates);
        expect([...ranking.ranks]).toEqual(list.flatMap(({ held }, place) => (held ? [place + 1] : [])));
        expect([...ranking.relevant]).toEqual(list.flatMap(({ held, item }) => (held ? [item] : [])));
        expect(ranking.candidates).toBe(list.length);
        expect([...ranking.top]).toEqual(list.slice(0, listLength).map(({ item }) => item));
        expect([...ranking.topScores]).toEqual(list.slice(0, listLength).map((entry) => entry.score));
      },
    ),
    { numRuns: 500 },
  );
});
