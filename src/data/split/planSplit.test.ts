import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../protocol/spec';
import { datasetOf, type Row } from '../../testing/interactions';
import { planSplit } from './planSplit';

const rows = (perUser: number): Row[] =>
  Array.from({ length: 4 }, (_, user) =>
    Array.from({ length: perUser }, (_, item): Row => [user, (user + item) % 8, 3, 1e9 + item]),
  ).flat();

describe('a planned split warns', () => {
  it('that "last" is arbitrary in data without times, and of nothing where there are some', () => {
    const timed = datasetOf(rows(5));
    expect(planSplit(timed, defaultSpec()).warnings).toEqual([]);
    const { warnings, notes } = planSplit({ ...timed, time: 'none' }, defaultSpec());
    expect(warnings).toEqual([expect.stringContaining('The data has no timestamps')]);
    expect(notes).not.toContain(warnings[0]);
  });

  it('not of missing times where no part hangs on them', () => {
    const spec = {
      ...defaultSpec(),
      split: { ...defaultSpec().split, id: 'random-ratio' },
      validation: { id: 'random-ratio', params: {} },
    };
    expect(planSplit({ ...datasetOf(rows(8)), time: 'none' }, spec).warnings).toEqual([]);
  });

  it('that there is nothing to measure where every user has one interaction', () => {
    expect(planSplit(datasetOf(rows(1)), defaultSpec()).warnings).toEqual([
      expect.stringContaining('Nothing to measure: the test part is empty'),
    ]);
  });
});
