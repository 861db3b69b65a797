import { describe, expect, it } from 'vitest';
import type { PlotsJoin } from '../src/protocol/dataService';
import { defaultSpec } from '../src/protocol/spec';
import { accountLines, joinLine, partitionLines } from './loadData';

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

describe('accountLines', () => {
  it('count what was read and what was left out, and give all notes', () => {
    const summary = { name: 'a', numUsers: 2, numItems: 1, numInteractions: 1 };
    const report = {
      format: 'Table',
      rowsRead: 4,
      malformed: 1,
      examples: [{ file: 'a.csv', line: 3, text: 'x', reason: 'has 1 columns' }],
      duplicates: 2,
      notes: ['Left out as not rated: 0 (1 row).'],
    };
    expect(accountLines(summary, report)).toEqual([
      'a: 2 users, 1 item, 1 interaction of 4 rows.',
      'Left out as unreadable: 1 row; the first is a.csv, line 3: has 1 columns.',
      'Left out: 2 rows of a user and item with a later row.',
      'Left out as not rated: 0 (1 row).',
    ]);
  });
});

describe('partitionLines', () => {
  const tables = { group: 'tables', folds: ['tables'], hasCandidates: false, hasValidation: true };
  const spec = (split: string, validation: string) => ({
    split: { ...defaultSpec().split, id: split },
    validation: { id: validation, params: {} },
  });

  it('say how to use the parts that tables are of, where a run does not', () => {
    expect(partitionLines({ predefinedGroups: [tables] }, [spec('k-fold', 'none')])).toEqual([
      'To train and measure on these parts: --set split=predefined --set validation=predefined',
    ]);
    expect(partitionLines({ predefinedGroups: [tables] }, [spec('predefined', 'predefined')])).toEqual([]);
  });

  it('say nothing of splits that are published with the data', () => {
    const published = { ...tables, group: 'u1-u5' };
    expect(partitionLines({ predefinedGroups: [published] }, [spec('k-fold', 'none')])).toEqual([]);
  });
});
