import { describe, expect, it } from 'vitest';
import { countOne, countPlaywright, countVitest, lastLine, sum } from './testCounts.mjs';

describe('countVitest', () => {
  it('counts a file that cannot be loaded as a failure', () => {
    const report = {
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            { fullName: 'a adds', status: 'passed' },
            { fullName: 'a multiplies', status: 'failed' },
            { fullName: 'a reads real data', status: 'skipped' },
          ],
        },
        { name: 'b.test.ts', status: 'failed', assertionResults: [] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 1, failed: 2, skipped: ['a reads real data'] });
  });
});

describe('countPlaywright', () => {
  it('counts a flaky test as failed and gives the reason of a skipped one', () => {
    const test = (status: string, reason?: string) => ({
      title: 'trains',
      tests: [{ status, annotations: reason ? [{ type: 'skip', description: reason }] : [] }],
    });
    const report = {
      suites: [
        { specs: [test('expected')], suites: [{ specs: [test('flaky'), test('skipped', 'no data here')] }] },
      ],
    };
    expect(countPlaywright(report)).toEqual({ passed: 1, failed: 1, skipped: ['trains: no data here'] });
  });
});

describe('lastLine', () => {
  it('speaks of skipped tests only when there are some', () => {
    const counts = sum([countOne(true), countOne(true), countOne(false)]);
    expect(lastLine(counts)).toBe('2 passed, 1 failed');
    expect(lastLine({ ...counts, skipped: ['x'] })).toBe('2 passed, 1 failed, 1 skipped');
  });
});
