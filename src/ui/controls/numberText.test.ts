import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber, readNumbers, stepNumber, writeNumber } from './numberText';

const rate = { type: 'number', minimum: 0, maximum: 10, scale: 'log' } as const;
const batch = { type: 'integer', minimum: 1, maximum: 1_048_576, scale: 'log' } as const;

describe('readNumber', () => {
  it.each([
    ['0.01', 0.01],
    ['1e-3', 0.001],
    ['0,5', 0.5],
    [' 2 ', 2],
  ])('reads %s', (text, value) => {
    expect(readNumber(text, rate)).toEqual({ value, fault: null });
  });

  it('reads thousands with a gap', () => {
    expect(readNumber('1 024', batch).value).toBe(1024);
  });

  it.each([
    ['', 'must be a number'],
    ['fast', 'must be a number'],
    ['1.000,5', 'must be a number'],
    ['11', 'must be at most 10'],
    ['-1', 'must be at least 0'],
    ['Infinity', 'must be a number'],
  ])('names the fault of "%s"', (text, fault) => {
    expect(readNumber(text, rate).fault).toBe(fault);
  });

  it('asks for whole numbers where they are needed', () => {
    expect(readNumber('1.5', batch).fault).toBe('must be a whole number');
  });

  it('reads back whatever was written', () => {
    const anything = { type: 'number' } as const;
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(writeNumber(value), anything).value).toBe(value === 0 ? 0 : value);
      }),
      { examples: [[0.001], [1e-7], [123456789], [1e21]] },
    );
  });
});

describe('readNumbers', () => {
  const layers = {
    type: 'array',
    maxItems: 3,
    items: { type: 'integer', minimum: 1, maximum: 512 },
  } as const;

  it('reads a list with any separator, and the empty list', () => {
    expect(readNumbers('64, 32 16', layers).value).toEqual([64, 32, 16]);
    expect(readNumbers(' ', layers).value).toEqual([]);
  });

  it('names the fault of an entry and of the length', () => {
    expect(readNumbers('64, x', layers).fault).toBe('each entry must be a number');
    expect(readNumbers('1,2,3,4', layers).fault).toBe('must have at most 3 entries');
  });
});

describe('stepNumber', () => {
  it('climbs a learning rate by 1, 2, 5', () => {
    const climbed = [0.001];
    while (climbed.length < 5) climbed.push(stepNumber(climbed.at(-1)!, 1, rate));
    expect(climbed).toEqual([0.001, 0.002, 0.005, 0.01, 0.02]);
  });

  it('comes down again the same way', () => {
    expect(stepNumber(0.01, -1, rate)).toBe(0.005);
    expect(stepNumber(0.003, -1, rate)).toBe(0.002);
  });

  it('reaches zero and leaves it', () => {
    expect(stepNumber(1e-8, -1, rate)).toBe(0);
    expect(stepNumber(0, 1, rate)).toBe(1e-8);
  });

  it('doubles and halves whole numbers on a logarithmic scale', () => {
    expect(stepNumber(1000, 1, batch)).toBe(1024);
    expect(stepNumber(1024, 1, batch)).toBe(2048);
    expect(stepNumber(1000, -1, batch)).toBe(512);
    expect(stepNumber(1, -1, batch)).toBe(1);
  });

  it('adds without the dust of binary fractions', () => {
    expect(stepNumber(0.2, 1, { type: 'number' })).toBe(0.3);
  });

  it('stays in range', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), fc.constantFrom(1, -1), (value, direction) => {
        const next = stepNumber(value, direction as 1 | -1, rate);
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThanOrEqual(10);
      }),
    );
  });
});
