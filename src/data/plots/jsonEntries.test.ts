import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonEntries } from './jsonEntries';

const valuesOf = (text: string): unknown[] =>
  jsonEntries('plots.json', text).map((entry): unknown => JSON.parse(entry.text));

describe('jsonEntries', () => {
  it('finds the objects of an array and those on lines of their own, with their lines', () => {
    const array = '[\n{"a":1},\n\n{"a":{"b":[2,"}"]}}\n]\n';
    expect(jsonEntries('plots.json', array)).toEqual([
      { text: '{"a":1}', line: 2 },
      { text: '{"a":{"b":[2,"}"]}}', line: 4 },
    ]);
    expect(jsonEntries('plots.json', '{"a":1}\r\n{"a":2}').map(({ line }) => line)).toEqual([1, 2]);
    expect(jsonEntries('plots.json', '[]')).toEqual([]);
    expect(jsonEntries('plots.json', '')).toEqual([]);
  });

  it('finds what JSON.parse finds, however it is written', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 });
    fc.assert(
      fc.property(objects, fc.constantFrom(undefined, 1), (list, indent) => {
        const same: unknown = JSON.parse(JSON.stringify(list));
        expect(valuesOf(JSON.stringify(list, null, indent))).toEqual(same);
        expect(valuesOf(list.map((object) => JSON.stringify(object)).join('\n'))).toEqual(same);
      }),
    );
  });

  it.each([
    ['{"title": "Fargo"}\n{"title": "Heat"', 'breaks off within what starts in line 2'],
    ['[{"a":1},\n', 'breaks off within what starts in line 2'],
    ['{"a":1}\n{"a":"open}\n{"a":2}', 'line 2: a text in quotes is not closed'],
    ['{"a":1}\n{"a":"open', 'breaks off within what starts in line 2'],
    ['[{"a":1}]\n{"a":2}', 'line 2: "{" stands where'],
    ['title,plot\nFargo,A plot', 'line 1: "title,plot" stands where a movie in { } was expected'],
    ['[1, 2]', 'line 1: "1, 2" stands where'],
  ])('says where %j is broken', (text, message) => {
    expect(() => jsonEntries('plots.json', text)).toThrow(message);
  });
});
