import { describe, expect, it } from 'vitest';
import { defaultSpec, type Params } from '../../protocol/spec';
import { datasetOf, pairsOf, type Row } from '../../testing/interactions';
import { makeSessions } from '../sessions/makeSessions';
import { makeSplit, splitsSessions } from './makeSplit';

const hour = 3600;
const day = 24 * hour;

const specOf = (split: string, params: Params = {}, validation = 'none', validationParams: Params = {}) => ({
  ...defaultSpec(),
  split: { id: split, params, fold: 0, dropUnseen: false },
  validation: { id: validation, params: validationParams },
});

/** Sessions, where more than a day passes between two: u0 at 0 and 10 days, u1 at 5 and 20 days, u2 at 9.5 days. */
const visits: Row[] = [
  [0, 0, 1, 0],
  [0, 1, 1, hour],
  [0, 2, 1, 10 * day],
  [0, 0, 1, 10 * day + hour],
  [1, 1, 1, 5 * day],
  [1, 3, 1, 20 * day],
  [1, 2, 1, 20 * day + hour],
  [2, 3, 1, 9.5 * day],
  [2, 4, 1, 10.25 * day],
];
const dataset = datasetOf(visits, { repeats: true });
const sessions = makeSessions(dataset, { id: 'gap', params: { hours: 24 } });

describe('last-sessions', () => {
  it('holds out whole sessions, those that began last', () => {
    // By their begin: u0 0, u1 5, u2 9.5, u0 10, u1 20; two fifths of five sessions are two.
    const { train, test } = makeSplit(dataset, specOf('last-sessions', { ratio: 0.4 }), { sessions });
    expect(pairsOf(dataset, test)).toEqual(['0:2', '0:0', '1:3', '1:2']);
    expect(pairsOf(dataset, train)).toEqual(['0:0', '0:1', '1:1', '2:3', '2:4']);
  });

  it('carves the last of those that are left for validation', () => {
    const spec = specOf('last-sessions', { ratio: 0.4 }, 'last-sessions', { ratio: 0.34 });
    const { validation, train } = makeSplit(dataset, spec, { sessions });
    expect(pairsOf(dataset, validation)).toEqual(['2:3', '2:4']);
    expect(pairsOf(dataset, train)).toEqual(['0:0', '0:1', '1:1']);
  });

  it('holds out the last session of each user where there are no dates, and counts users with one alone', () => {
    const ordered = datasetOf(visits, { repeats: true, time: 'order' });
    const windows = makeSessions(ordered, { id: 'windows', params: { length: 1 } });
    const { test, notes } = makeSplit(ordered, specOf('last-sessions'), { sessions: windows });
    expect(pairsOf(ordered, test)).toEqual(['0:2', '0:0', '1:3', '1:2']);
    expect(notes).toEqual([
      'The data has no dates: of each user the last session is held out, whatever the share.',
      'Kept whole in train: 1 user with a single session.',
    ]);
  });
});

describe('last-days', () => {
  it('holds out the sessions that end in the last days, also those that began before', () => {
    // The last ten days begin at day 10 and an hour, where a session of u0 ends; that of u2 ends later.
    const { train, test } = makeSplit(dataset, specOf('last-days', { days: 10 }), { sessions });
    expect(pairsOf(dataset, test)).toEqual(['0:2', '0:0', '1:3', '1:2', '2:3', '2:4']);
    expect(pairsOf(dataset, train)).toEqual(['0:0', '0:1', '1:1']);
  });

  it('counts the days of validation from the end of what is left', () => {
    const { test, validation, train } = makeSplit(dataset, specOf('last-days', { days: 1 }, 'last-days'), {
      sessions,
    });
    expect(pairsOf(dataset, test)).toEqual(['1:3', '1:2']);
    expect(pairsOf(dataset, validation)).toEqual(['0:2', '0:0', '2:3', '2:4']);
    expect(pairsOf(dataset, train)).toEqual(['0:0', '0:1', '1:1']);
  });

  it('names what to choose instead where there are no dates, and fails where all is held out', () => {
    const ordered = datasetOf(visits, { repeats: true, time: 'order' });
    const windows = makeSessions(ordered, { id: 'windows', params: {} });
    expect(() => makeSplit(ordered, specOf('last-days'), { sessions: windows })).toThrow(/last-sessions/);
    expect(() => makeSplit(dataset, specOf('last-days', { days: 30 }), { sessions })).toThrow(
      /nothing to train on/,
    );
  });
});

describe('a split of sessions', () => {
  it('needs sessions', () => {
    expect(splitsSessions(specOf('last-days'))).toBe(true);
    expect(splitsSessions(specOf('temporal', {}, 'last-sessions'))).toBe(true);
    expect(splitsSessions(specOf('temporal', {}, 'leave-last-out'))).toBe(false);
    expect(() => makeSplit(dataset, specOf('last-days'))).toThrow(
      '“Last days” parts sessions, and this model learns from interactions.',
    );
  });

  it('drops held-out users that train does not know, unless users are known by their session alone', () => {
    const clicks = datasetOf([
      [0, 0, 1, 0],
      [0, 1, 1, hour],
      [1, 1, 1, 20 * day],
      [1, 2, 1, 20 * day + hour],
    ]);
    const spec = { ...specOf('last-days'), split: { ...specOf('last-days').split, dropUnseen: true } };
    const context = { sessions: makeSessions(clicks, { id: 'whole', params: {} }) };
    const known = makeSplit(clicks, spec, context);
    expect(pairsOf(clicks, known.test)).toEqual([]);
    expect(known.notes).toEqual([
      expect.stringMatching(/^Nothing to measure/),
      'Left out of test: 2 of 2 interactions, as their user or item does not occur in train.',
    ]);
    const anonymous = makeSplit(clicks, spec, { ...context, anonymousUsers: true });
    expect(pairsOf(clicks, anonymous.test)).toEqual(['1:1']);
    expect(anonymous.notes).toEqual([
      'Left out of test: 1 of 2 interactions, as their item does not occur in train.',
    ]);
  });
});
