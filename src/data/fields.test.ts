import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fields, readId, readNumber, readTextField } from './fields';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function split(separator: string, line: string): string[] {
  const bytes = encode(line);
  const fields = new Fields(separator);
  const count = fields.split(bytes, 0, bytes.length);
  return Array.from({ length: count }, (_, i) => readTextField(bytes, fields.starts[i]!, fields.ends[i]!));
}

describe('Fields', () => {
  it('splits by one character and by two', () => {
    expect(split('\t', '1\t2\t\t4')).toEqual(['1', '2', '', '4']);
    expect(split('::', '1::Toy: Story::3')).toEqual(['1', 'Toy: Story', '3']);
    expect(split(',', '')).toEqual(['']);
    expect(split(',', 'a,')).toEqual(['a', '']);
  });

  it('keeps separators and doubled quotes inside quoted fields', () => {
    expect(split(',', '7,"Matrix, The ""one""",x')).toEqual(['7', 'Matrix, The "one"', 'x']);
    expect(split(',', 'a,"b"')).toEqual(['a', 'b']);
    expect(split('::', '"a::b"::c')).toEqual(['a::b', 'c']);
  });

  it('takes a quote in the middle of a field for itself', () => {
    expect(split(',', '5" nails,2')).toEqual(['5" nails', '2']);
    expect(split(',', '"open,2')).toEqual(['"open', '2']);
  });

  it('gives back any fields without separators and quotes', () => {
    const field = fc.stringMatching(/^[a-z0-9.]{0,8}$/);
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(',', '::', '\t'),
        (fields, by) => {
          expect(split(by, fields.join(by))).toEqual(fields);
        },
      ),
    );
  });
});

describe('readId', () => {
  const idOf = (text: string): number => readId(encode(text), 0, encode(text).length);

  it('reads whole numbers below 2^31, with spaces around them', () => {
    expect(['0', '17', ' 17 ', '2147483647'].map(idOf)).toEqual([0, 17, 17, 2147483647]);
  });

  it('refuses everything else', () => {
    for (const text of ['', ' ', '-1', '1.5', 'abc', '1a', '2147483648', '99999999999'])
      expect(idOf(text), text).toBe(-1);
  });
});

describe('readNumber', () => {
  const numberOf = (text: string): number => readNumber(encode(text), 0, encode(text).length);

  it('reads decimals, signs and exponents', () => {
    expect(['4', '3.5', '-0.25', '.5', '4.', '1e9', '1396437466.94'].map(numberOf)).toEqual([
      4, 3.5, -0.25, 0.5, 4, 1e9, 1396437466.94,
    ]);
  });

  it('takes words, blanks and hexadecimal for no number', () => {
    for (const text of ['', ' ', 'NaN', 'nan', 'Infinity', '0x10', '1,5', '1.2.3', '-', '.'])
      expect(numberOf(text), text).toBeNaN();
  });

  it('gives the same double as JavaScript for any decimal text', () => {
    const decimal = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 999_999 })).map(([a, b]) => `${a}.${b}`);
    fc.assert(
      fc.property(
        fc.oneof(decimal, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
        (text) => {
          expect(numberOf(text)).toBe(Number(text));
        },
      ),
    );
  });
});
