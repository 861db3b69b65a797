import { describe, expect, it } from 'vitest';
import type { PlotsJoin } from '../src/protocol/dataService';
import { joinLine } from './loadData';

const join: PlotsJoin = {
  to: 'MovieLens 1M',
  by: 'id',
  numItems: 3706,
  numPlots: 3845,
  matched: 3685,
  matchedNearYear: 0,
  unmatchedItems: { count: 21, first: [] },
  unmatchedPlots: { count: 160, first: [] },
};

describe('joinLine', () => {
  it('says how many items matched, and how', () => {
    expect(joinLine(join)).toBe(
      '3,685 of 3,706 items are in the plots file (99.4 %), by id; 160 plots are of no item.',
    );
  });

  it('says how many matched by the year before or after', () => {
    expect(joinLine({ ...join, by: 'title', matchedNearYear: 40 })).toContain(
      '(99.4 %), by title and year, 40 of them a year apart;',
    );
  });
});
