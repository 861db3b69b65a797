import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../protocol/spec';
import { epochAxis } from './epochAxis';
import { testCatalog, testRun } from './testRuns';

const byEpoch = { xAxis: 'epoch' as const, logX: false };
const epochs = (n: number) => Array.from({ length: n }, () => ({}));
const planned = (n: number) => ({ ...defaultSpec(), train: { ...defaultSpec().train, epochs: n } });

describe('epochAxis', () => {
  it('ends at the last epoch of the longest run', () => {
    const runs = [testRun({ id: 'a', epochs: epochs(3) }), testRun({ id: 'b', epochs: epochs(12) })];
    expect(epochAxis(runs, byEpoch, testCatalog)).toMatchObject({ domain: [0, 12], label: 'Epoch' });
  });

  it('has room for all planned epochs of a short run in progress', () => {
    const run = testRun({ id: 'a', status: 'running', epochs: epochs(3), spec: planned(20) });
    expect(epochAxis([run], byEpoch, testCatalog).domain).toEqual([0, 20]);
  });

  it('widens in round steps during a long run', () => {
    const domainAt = (n: number) =>
      epochAxis(
        [testRun({ id: 'a', status: 'running', epochs: epochs(n), spec: planned(1000) })],
        byEpoch,
        testCatalog,
      ).domain[1];
    expect([3, 19, 20, 49, 150].map(domainAt)).toEqual([20, 20, 50, 50, 200]);
  });

  it('puts ticks on whole epochs only', () => {
    const run = testRun({ id: 'a', epochs: epochs(2) });
    expect(epochAxis([run], byEpoch, testCatalog).ticks).toEqual([0, 1, 2]);
  });

  it('keeps a range on every axis with a single epoch or none', () => {
    for (const run of [testRun({ id: 'a', epochs: epochs(1) }), testRun({ id: 'a' })]) {
      for (const xAxis of ['epoch', 'time'] as const) {
        for (const logX of [false, true]) {
          const { domain } = epochAxis([run], { xAxis, logX }, testCatalog);
          expect(domain[1]).toBeGreaterThan(domain[0]);
        }
      }
    }
  });
});
