import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../protocol/spec';
import { epochLines, pointAt, secondsAt } from './lines';
import { testCatalog, testRun } from './testRuns';

const settings = { smoothing: 0, xAxis: 'epoch' as const };
const hr = (...values: number[]) => values.map((value) => ({ 'hr@10': value }));
const popularity = { ...defaultSpec(), model: { id: 'popularity', params: {} } };

describe('epochLines', () => {
  it('gives one strong line to the current run and lighter ones to the others', () => {
    const runs = [testRun({ id: 'a', epochs: hr(0.1, 0.2) }), testRun({ id: 'b', epochs: hr(0.3) })];
    const lines = epochLines(runs, 'b', testCatalog, settings, 'hr@10');
    expect(lines.map(({ name, strong }) => [name, strong])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(lines[0]!.drawn).toEqual([
      { x: 1, y: 0.1 },
      { x: 2, y: 0.2 },
    ]);
  });

  it('marks the best epoch with its measured value', () => {
    const run = testRun({ id: 'a', epochs: hr(0.1, 0.4, 0.3), bestEpoch: 2 });
    expect(epochLines([run], 'a', testCatalog, settings, 'hr@10')[0]!.best).toEqual({ x: 2, y: 0.4 });
  });

  it('puts epochs at their seconds on the time axis', () => {
    const run = testRun({ id: 'a', epochs: hr(0.1, 0.2, 0.3) });
    const [line] = epochLines([run], 'a', testCatalog, { smoothing: 0, xAxis: 'time' }, 'hr@10');
    expect(line!.exact.map((p) => p.x)).toEqual([1, 2, 3]);
  });

  it('keeps what was measured beside what is smoothed', () => {
    const run = testRun({ id: 'a', epochs: hr(0, 1) });
    const lines = epochLines([run], 'a', testCatalog, { smoothing: 0.5, xAxis: 'epoch' }, 'hr@10');
    expect(lines.map((line) => line.role)).toEqual(['raw', 'main']);
    expect(lines[1]!.drawn[1]!.y).toBeCloseTo(0.5 / 0.75, 12);
    expect(lines[1]!.exact[1]!.y).toBe(1);
  });

  it('draws a model without epochs as a level, and no loss for it', () => {
    const run = testRun({ id: 'p', spec: popularity, epochs: hr(0.25) });
    expect(epochLines([run], null, testCatalog, settings, 'hr@10').map((line) => line.role)).toEqual([
      'level',
    ]);
    expect(epochLines([run], null, testCatalog, settings, 'loss')).toEqual([]);
  });

  it('leaves out epochs that were not evaluated and losses that are no number', () => {
    const run = testRun({ id: 'a', epochs: [{}, { 'hr@10': 0.2 }] });
    run.epochs[0]!.loss = NaN;
    expect(epochLines([run], 'a', testCatalog, settings, 'hr@10')[0]!.exact).toEqual([{ x: 2, y: 0.2 }]);
    expect(epochLines([run], 'a', testCatalog, settings, 'loss')[0]!.exact).toEqual([{ x: 2, y: 0.5 }]);
  });

  it('draws the curve that came with a link behind the run', () => {
    const expected = {
      epochs: [{ epoch: 1, loss: 1, metrics: { 'hr@10': 0.3 } }],
      test: null,
      bestEpoch: 1,
      backend: 'wasm',
    };
    const run = testRun({ id: 'a', expected });
    const [line] = epochLines([run], 'a', testCatalog, settings, 'hr@10');
    expect(line).toMatchObject({ role: 'expected', exact: [{ x: 1, y: 0.3 }] });
  });

  it('thins a thousand epochs to 500 points and still tells each exactly', () => {
    const run = testRun({ id: 'a', epochs: hr(...Array.from({ length: 1000 }, (_, i) => i)) });
    const [line] = epochLines([run], 'a', testCatalog, settings, 'hr@10');
    expect(line!.drawn.length).toBeLessThanOrEqual(500);
    expect(pointAt(line!, 617, 0.5)).toEqual({ x: 617, y: 616 });
  });
});

describe('pointAt', () => {
  const [line] = epochLines(
    [testRun({ id: 'a', epochs: hr(0.1, 0.2, 0.3) })],
    'a',
    testCatalog,
    settings,
    'hr@10',
  );

  it('finds the nearest epoch', () => {
    expect(pointAt(line!, 2.4, 0.5)).toEqual({ x: 2, y: 0.2 });
  });

  it('finds nothing past the end of the line', () => {
    expect(pointAt(line!, 4, 0.5)).toBeNull();
  });
});

describe('secondsAt', () => {
  it('goes straight between the ends of epochs', () => {
    const run = testRun({ id: 'a', epochs: hr(0, 0) });
    expect(secondsAt(run, 1.5)).toBe(1.5);
  });

  it('does not run ahead of the run in the epoch in progress', () => {
    const run = testRun({ id: 'a', epochs: hr(0, 0), elapsedMs: 2400 });
    expect(secondsAt(run, 2.25)).toBe(2.25);
    expect(secondsAt(run, 2.9)).toBe(2.4);
  });
});
