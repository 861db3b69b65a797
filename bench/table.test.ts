import { describe, expect, it } from 'vitest';
import type { Row } from './rows';
import { figure, formatTables } from './table';

const row = (given: Partial<Row>): Row => ({
  workload: 'mf',
  contender: 'ours-cpu',
  msPerStep: null,
  jsMsPerStep: null,
  dispatchesPerStep: null,
  samplesPerSecond: null,
  gpuBytes: null,
  rounds: [],
  ratios: {},
  ...given,
});

describe('figure', () => {
  it('shows three significant digits and never an exponent', () => {
    expect([0.01234, 1.234, 12.34, 123.4, 123_456].map(figure)).toEqual([
      '0.0123',
      '1.23',
      '12.3',
      '123',
      '123456',
    ]);
  });

  it('shows nothing for what was not measured', () => {
    expect(figure(null)).toBe('-');
  });
});

describe('formatTables', () => {
  it('makes one table per workload, with a ratio column per contender that ran', () => {
    const text = formatTables([
      row({ msPerStep: 4, samplesPerSecond: 1_024_000, ratios: { 'tfjs-wasm': 2.5 } }),
      row({ contender: 'tfjs-wasm', msPerStep: 10, samplesPerSecond: 409_600, ratios: { 'ours-cpu': 0.4 } }),
      row({ workload: 'mlp', msPerStep: 1 }),
    ]);
    const [mf, mlp] = text.split('\n\n').map((table) => table.split('\n').map((line) => line.split(/ {2,}/)));
    expect(mf).toEqual([
      ['mf', 'ms/step', 'JS ms/step', 'dispatches/step', 'samples/s', 'GPU MB', '× ours-cpu', '× tfjs-wasm'],
      ['ours-cpu', '4.00', '-', '-', '1,024,000', '-', '-', '2.50'],
      ['tfjs-wasm', '10.0', '-', '-', '409,600', '-', '0.400', '-'],
    ]);
    expect(mlp![0]).toEqual(['mlp', 'ms/step', 'JS ms/step', 'dispatches/step', 'samples/s', 'GPU MB']);
  });

  it('says why there is no time, with both numbers', () => {
    const text = formatTables([
      row({ refused: { what: 'loss after 20 steps', expected: 0.5, actual: 0.7 } }),
      row({ contender: 'tfjs-webgpu', failed: 'no device' }),
    ]);
    expect(text).toContain('ours-cpu is refused: loss after 20 steps should be 0.5, and is 0.7.');
    expect(text).toContain('tfjs-webgpu failed: no device');
  });
});
