import { describe, expect, it } from 'vitest';
import { verdicts } from './reproduction';
import { testRun } from './testRuns';

const expectedOf = (ndcg: number, loss = 1) => ({
  epochs: [{ epoch: 1, loss, metrics: { 'ndcg@10': ndcg } }],
  test: { 'ndcg@10': 0.3 },
  bestEpoch: 1,
  backend: 'webgpu',
});
const outcomeOf = (ours: number, theirs: number) =>
  verdicts(testRun({ id: 'a', epochs: [{ 'ndcg@10': ours }], expected: expectedOf(theirs) })).find(
    (verdict) => verdict.metric === 'ndcg@10',
  );

describe('verdicts', () => {
  it('calls values the same that agree to the six digits of a link', () => {
    expect(outcomeOf(0.2000004, 0.2)!.outcome).toBe('same');
  });

  it('calls a small drift close and states it', () => {
    const verdict = outcomeOf(0.203, 0.2)!;
    expect(verdict.outcome).toBe('close');
    expect(verdict.difference).toBeCloseTo(0.003, 9);
  });

  it('calls more than 2 % different', () => {
    expect(outcomeOf(0.5, 0.52)!.outcome).toBe('different');
  });

  it('compares the test part once it is measured', () => {
    const run = testRun({
      id: 'a',
      epochs: [{ 'ndcg@10': 0.2 }],
      expected: expectedOf(0.2),
      test: { 'ndcg@10': 0.9 },
    });
    expect(verdicts(run).find((verdict) => verdict.metric === 'ndcg@10')).toMatchObject({
      outcome: 'different',
      epochsCompared: 1,
      testCompared: true,
    });
  });

  it('says nothing about a loss that is no number, nor without results to compare with', () => {
    const run = testRun({ id: 'a', epochs: [{ 'ndcg@10': 0.2 }], expected: expectedOf(0.2, 0) });
    run.epochs[0]!.loss = NaN;
    expect(verdicts(run).map((verdict) => verdict.metric)).toEqual(['ndcg@10']);
    expect(verdicts(testRun({ id: 'b', epochs: [{ 'ndcg@10': 0.2 }] }))).toEqual([]);
  });
});
