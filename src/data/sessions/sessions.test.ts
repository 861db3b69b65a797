import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Params } from '../../protocol/spec';
import { datasetOf, type Row } from '../../testing/interactions';
import { monthsLater } from './interval';
import { makeSessions } from './makeSessions';
import { sessionRules } from './registry';

const day = 86_400;
const at = (text: string): number => Date.parse(`${text}Z`) / 1000;

/** Lengths of the sessions of one user with interactions at these times. */
function lengthsOf(times: number[], id: string, params: Params = {}): number[] {
  const rows = times.map((time, place): Row => [0, place, 1, time]);
  const { offsets, numSessions } = makeSessions(datasetOf(rows), { id, params });
  return Array.from({ length: numSessions }, (_, session) => offsets[session + 1]! - offsets[session]!);
}

describe('makeSessions', () => {
  it('cuts at each user, and says where each session lies and whose it is', () => {
    const dataset = datasetOf(
      [
        [0, 0, 1, 0],
        [0, 1, 1, 2 * day],
        [0, 2, 1, 2 * day],
        [2, 1, 1, 2 * day],
      ],
      { numUsers: 4 },
    );
    expect(makeSessions(dataset, { id: 'gap', params: {} })).toEqual({
      numSessions: 3,
      offsets: Int32Array.of(0, 1, 3, 4),
      sessionOf: Int32Array.of(0, 1, 1, 2),
      userOf: Int32Array.of(0, 0, 2),
      notes: [
        'Sessions of a single interaction, which predict nothing: 2 sessions.',
        'At the same time as the one before in their session: 1 interaction; the order among them is arbitrary but fixed.',
      ],
    });
  });

  it('makes one session of equal times, whatever the rule by dates', () => {
    for (const id of ['whole', 'gap', 'interval']) expect(lengthsOf([9, 9, 9, 9], id)).toEqual([4]);
  });

  it('gives none of a data set without interactions', () => {
    expect(makeSessions(datasetOf([], { numUsers: 2 }), { id: 'windows', params: {} }).numSessions).toBe(0);
  });

  it('needs dates for some rules, and names those that do not', () => {
    const ordered = datasetOf([[0, 0, 1, 1]], { time: 'order' });
    for (const id of ['gap', 'interval'])
      expect(() => makeSessions(ordered, { id, params: {} })).toThrow(/no dates[^]*windows[^]*whole/);
    const timeless = datasetOf([[0, 0, 1, 0]], { time: 'none' });
    expect(() => makeSessions(timeless, { id: 'gap', params: {} })).toThrow(/no times/);
    expect(makeSessions(timeless, { id: 'whole', params: {} }).notes).toEqual([
      'Sessions of a single interaction, which predict nothing: 1 session.',
      'The data has no times: the order within sessions is arbitrary but fixed.',
    ]);
  });

  it('says what there is to choose from, and which parameter is wrong', () => {
    const dataset = datasetOf([[0, 0]]);
    expect(() => makeSessions(dataset, { id: 'weeks', params: {} })).toThrow(/whole, interval, gap, windows/);
    expect(() => makeSessions(dataset, { id: 'gap', params: { hours: 0 } })).toThrow(/hours/);
  });

  it('parts every interaction into runs of one user, by each rule', () => {
    const row = fc.tuple(fc.nat(4), fc.nat(9), fc.constant(1), fc.integer({ min: 0, max: 400 * day }));
    for (const { id } of sessionRules)
      fc.assert(
        fc.property(fc.array(row as fc.Arbitrary<Row>, { minLength: 1, maxLength: 60 }), (rows) => {
          const dataset = datasetOf(rows, { repeats: true });
          const { numSessions, offsets, sessionOf, userOf } = makeSessions(dataset, { id, params: {} });
          expect([offsets[0], offsets[numSessions]]).toEqual([0, rows.length]);
          for (let session = 0; session < numSessions; session++) {
            expect(offsets[session + 1]!).toBeGreaterThan(offsets[session]!);
            for (let place = offsets[session]!; place < offsets[session + 1]!; place++) {
              expect(sessionOf[place]).toBe(session);
              expect(dataset.users[place]).toBe(userOf[session]);
            }
          }
        }),
        { numRuns: 50 },
      );
  });
});

describe('whole', () => {
  it('keeps all of a user together', () => {
    expect(lengthsOf([0, 1, 900 * day], 'whole')).toEqual([3]);
  });
});

describe('gap', () => {
  it('ends a session only where the pause is longer', () => {
    expect(lengthsOf([0, day, 2 * day + 1, 2 * day + 2], 'gap', { hours: 24 })).toEqual([2, 2]);
    expect(lengthsOf([0, 1800, 3601], 'gap', { hours: 0.5 })).toEqual([2, 1]);
  });
});

describe('interval', () => {
  it('counts calendar months from the first interaction of the session, not from the one before', () => {
    const times = [
      '1998-01-15T12:00:00',
      '1998-03-01T00:00:00',
      '1998-04-15T11:59:59',
      '1998-04-15T12:00:00',
    ].map(at);
    expect(lengthsOf(times, 'interval', { months: 3 })).toEqual([3, 1]);
    // The second session begins on 15 April, so that one of 14 July is still of it.
    expect(lengthsOf([...times, at('1998-07-14T00:00:00'), at('1998-07-15T12:00:00')], 'interval')).toEqual([
      3, 2, 1,
    ]);
  });

  it('takes the last day of a shorter month, and keeps fractions of seconds', () => {
    expect(monthsLater(at('2023-11-30T06:00:00'), 3)).toBe(at('2024-02-29T06:00:00'));
    expect(monthsLater(at('2022-12-31T00:00:00') + 0.25, 14)).toBe(at('2024-02-29T00:00:00') + 0.25);
  });
});

describe('windows', () => {
  it('cuts blocks of inputs with the one after them, side by side from the end, and keeps the rest', () => {
    expect(lengthsOf([...Array(45).keys()], 'windows')).toEqual([7, 19, 19]);
    expect(lengthsOf([0, 1, 2, 3], 'windows', { length: 1 })).toEqual([2, 2]);
  });
});
