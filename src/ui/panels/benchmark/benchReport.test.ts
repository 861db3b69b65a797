import { describe, expect, it } from 'vitest';
import { reportJson, reportMarkdown, type BenchReport } from './benchReport';
import { testRow, unmeasuredRow } from './testRows';

const report: BenchReport = {
  date: '2026-11-21T16:00:00.000Z',
  browser: 'Chrome 150',
  cores: 8,
  adapter: null,
  rounds: 3,
  roundMs: 1000,
  rows: [
    testRow({ ratios: { 'tfjs-wasm': 18 } }),
    testRow({ contender: 'tfjs-wasm', msPerStep: 36 }),
    unmeasuredRow({ workload: 'eval', failed: 'out of memory' }),
  ],
};

describe('reportMarkdown', () => {
  it('writes where it was measured, and a table per workload', () => {
    const lines = reportMarkdown(report).split('\n');
    expect(lines[0]).toBe('**Recommender Playground benchmark**, 2026-11-21  ');
    expect(lines[1]).toBe('no WebGPU; 8 cores; Chrome 150  ');
    expect(lines[2]).toBe('Medians of 3 rounds of one second');
    expect(lines).toContain('### Matrix factorization');
    expect(lines).toContain('| This page, CPU | 2.00 | 18× | 2,050,000 | – | 1.50 | – |');
    expect(lines).toContain('### Full ranking');
    expect(lines).toContain('This page, CPU: Could not run: out of memory');
    const table = lines.filter((line) => line.startsWith('|'));
    expect(new Set(table.map((line) => line.split('|').length))).toEqual(new Set([9]));
  });
});

describe('reportJson', () => {
  it('keeps every figure', () => {
    expect(JSON.parse(reportJson(report))).toEqual(report);
  });
});
