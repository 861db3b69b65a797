import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  columnsOf,
  durationWords,
  formatRatio,
  problemOf,
  progressNews,
  progressWords,
  verdictOf,
} from './benchWords';
import { testRow, unmeasuredRow } from './testRows';

const gpu = testRow({
  contender: 'ours-webgpu',
  msPerStep: 0.52,
  jsMsPerStep: 0.01,
  dispatchesPerStep: 9,
  samplesPerSecond: 7_876_923,
  gpuBytes: 3 * 2 ** 20,
  ratios: { 'tfjs-webgpu': 44.4, 'tfjs-wasm': 70 },
});
const cpu = testRow({ ratios: { 'tfjs-webgpu': 11, 'tfjs-wasm': 18.2 } });
const stock = testRow({ contender: 'tfjs-wasm', ratios: { 'ours-cpu': 0.05 } });
const apple = { name: 'Apple M4', software: false };

describe('the figures of a row', () => {
  it('have a title each', () => {
    expect(cellsOf(gpu)).toHaveLength(columnsOf('mf').length);
    expect(columnsOf('mf')).toContain('samples/s');
    expect(columnsOf('eval')).toEqual(expect.arrayContaining(['ms/pass', 'users/s']));
  });

  it('compare ours with stock TensorFlow.js on the same device', () => {
    expect(cellsOf(gpu)).toEqual(['This page, GPU', '0.520', '44×', '7,880,000', '9', '0.0100', '3.0']);
    expect(cellsOf(cpu)[2]).toBe('18×');
    expect(cellsOf(stock)[2]).toBe('–');
  });

  it('are dashes where nothing was measured', () => {
    expect(cellsOf(unmeasuredRow({})).slice(1)).toEqual(['–', '–', '–', '–', '–', '–']);
  });
});

describe('formatRatio', () => {
  it('keeps two digits of small ratios', () => {
    expect([0.854, 1, 2.34, 9.94, 9.96, 1234.5].map(formatRatio)).toEqual([
      '0.85×',
      '1.0×',
      '2.3×',
      '9.9×',
      '10×',
      '1,235×',
    ]);
  });
});

describe('verdictOf', () => {
  it('says how many times as fast as stock TensorFlow.js this device computes, the GPU first', () => {
    expect(verdictOf([gpu, cpu, stock], apple)).toBe('44× the speed of stock TensorFlow.js on this GPU');
    expect(verdictOf([gpu, cpu], { ...apple, software: true })).toContain('on this software GPU');
    expect(verdictOf([cpu, stock], null)).toBe('18× the speed of stock TensorFlow.js on this CPU');
  });

  it('says nothing where stock TensorFlow.js was not measured', () => {
    expect(verdictOf([{ ...gpu, ratios: {} }, stock], apple)).toBeNull();
  });
});

describe('problemOf', () => {
  it('says in words why a row has no figures', () => {
    expect(problemOf(cpu)).toBeNull();
    expect(problemOf(unmeasuredRow({ failed: 'out of memory' }))).toBe('Could not run: out of memory');
    const refused = { what: 'loss after 20 steps', expected: 0.5, actual: 0.612345 };
    expect(problemOf(unmeasuredRow({ refused }))).toBe(
      'Refused, as it does not compute the same: loss after 20 steps should be 0.50000, and is 0.61235.',
    );
  });
});

describe('progress', () => {
  const at = { workload: 'mf', rounds: 3, done: 0, total: 9 } as const;

  it('names what runs now', () => {
    expect(progressWords({ ...at, contender: 'tfjs-wasm', round: 2 })).toBe(
      'Matrix factorization, round 2 of 3: TensorFlow.js, WebAssembly',
    );
    expect(progressWords({ ...at, contender: 'ours-cpu', round: null })).toBe(
      'Matrix factorization: checking This page, CPU',
    );
  });

  it('is news once a round, not once a turn', () => {
    const news = (contender: 'ours-cpu' | 'tfjs-wasm') => progressNews({ ...at, contender, round: 2 });
    expect(news('ours-cpu')).toBe(news('tfjs-wasm'));
  });
});

describe('durationWords', () => {
  it('counts a start for each program and a second for each round', () => {
    // 2 + 2 (2 + 1) = 8 seconds; 2 (2 + 4 (2 + 3)) = 44; 5 (2 + 4 (2 + 5)) = 150.
    const of = (workloads: number, contenders: number, rounds: number) =>
      durationWords({
        workloads: (['mf', 'neumf', 'neumf-16k', 'mlp', 'eval'] as const).slice(0, workloads),
        contenders: (['ours-webgpu', 'ours-cpu', 'tfjs-webgpu', 'tfjs-wasm'] as const).slice(0, contenders),
        rounds,
      });
    expect(of(1, 2, 1)).toBe('about 10 seconds');
    expect(of(2, 4, 3)).toBe('about 50 seconds');
    expect(of(5, 4, 5)).toBe('about 3 minutes');
  });
});
