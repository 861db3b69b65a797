import { beforeEach, describe, expect, it } from 'vitest';
import type { ComparisonView } from '../src/protocol/catalog';
import type { RunEvent } from '../src/protocol/events';
import { defaultSpec } from '../src/protocol/spec';
import { bar, jsonReporter, tableReporter, type Reporter } from './reporter';

const events: RunEvent[] = [
  {
    type: 'start',
    resumedAtEpoch: 0,
    info: {
      spec: defaultSpec(),
      backend: { backend: 'wasm', device: 'WebAssembly SIMD', software: false },
      engine: null,
      numUsers: 3,
      numItems: 4,
      numTrain: 6,
      numValidation: 2,
      numTest: 2,
      numParameters: 56,
      stepsPerEpoch: 1,
      notes: ['1 user has too few interactions.'],
      oracle: null,
      watchedPart: 'validation',
      keepsLast: false,
    },
  },
  {
    type: 'step',
    epoch: 1,
    step: 1,
    stepsPerEpoch: 2,
    loss: 0.75,
    samplesPerSecond: 100,
    msPerStep: 2.5,
    elapsedMs: 5,
  },
  {
    type: 'epoch',
    epoch: 1,
    loss: 0.5,
    metrics: { 'hr@10': 0.25, 'ndcg@10': 0.125 },
    atK: {},
    bestEpoch: 1,
    learningRate: 0.001,
    trainMs: 800,
    evaluateMs: 200,
    elapsedMs: 1000,
  },
];
const done = (hr: number): RunEvent => ({
  type: 'done',
  metrics: { 'hr@10': hr },
  atK: {},
  bestEpoch: 1,
  epochs: 1,
  why: 'all epochs',
  evaluatedUsers: 2,
  skippedUsers: 1,
  elapsedMs: 1500,
});

let lines: string[];
let statuses: string[];
const output = { print: (line: string) => lines.push(line), status: (line: string) => statuses.push(line) };
beforeEach(() => {
  lines = [];
  statuses = [];
});

function tell(reporter: Reporter, runs: number[]): void {
  for (const [index, hr] of runs.entries())
    for (const event of [...events, done(hr)])
      reporter.event(
        { run: index + 1, runs: runs.length, name: runs.length > 1 ? `u${index + 1}` : '' },
        event,
      );
  reporter.end();
}

describe('jsonReporter', () => {
  const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  it('prints one event a line, and no summary after a single run', () => {
    tell(jsonReporter(output), [0.5]);
    expect(parsed().map(({ type }) => type)).toEqual(['start', 'epoch', 'done']);
    expect(parsed()[1]).toMatchObject({ epoch: 1, loss: 0.5, metrics: { 'hr@10': 0.25, 'ndcg@10': 0.125 } });
    // Of the epoch alone: learning from batches, and measuring validation.
    expect(parsed()[1]).toMatchObject({ trainMs: 800, evaluateMs: 200 });
    expect(parsed()[2]).toMatchObject({
      metrics: { 'hr@10': 0.5 },
      bestEpoch: 1,
      backend: 'wasm',
      seconds: 1.5,
      spec: defaultSpec(),
    });
  });

  it('ends several runs with the means', () => {
    tell(jsonReporter(output), [0.5, 1]);
    expect(parsed().at(-1)).toEqual({ type: 'summary', runs: 2, metrics: { 'hr@10': 0.75 } });
    expect(parsed()[2]).toMatchObject({ type: 'done', run: 1, runs: 2, name: 'u1' });
  });
});

describe('tableReporter', () => {
  it('prints a row per epoch under a heading, and the test part', () => {
    tell(tableReporter(output), [0.5]);
    expect(lines).toEqual([
      'mf on Generated films, seed 1, wasm (WebAssembly SIMD)',
      '3 users, 4 items; 6 train, 2 validation, 2 test',
      '56 parameters',
      'Note: 1 user has too few interactions.',
      '       epoch        loss     ndcg@10       hr@10     seconds',
      '           1      0.5000      0.1250      0.2500         1.0',
      'Test part at epoch 1 (2 users, all epochs, 1.5 s):',
      '  hr@10         0.5000',
    ]);
  });

  it('says of an empty test part that nothing was measured, in place of an empty table', () => {
    const [start] = events as [RunEvent & { type: 'start' }];
    const reporter = tableReporter(output);
    const place = { run: 1, runs: 1, name: '' };
    reporter.event(place, start);
    reporter.event(place, { ...done(0), metrics: {}, evaluatedUsers: 0 } as RunEvent);
    expect(lines.slice(-2)).toEqual([
      'Test part at epoch 1 (0 users, all epochs, 1.5 s):',
      '  Nothing was measured: no user has anything held out that could be ranked.',
    ]);
  });

  it('counts predictions where every step of held-out sessions is asked', () => {
    const [start] = events as [RunEvent & { type: 'start' }];
    const reporter = tableReporter(output);
    const place = { run: 1, runs: 1, name: '' };
    reporter.event(place, { ...start, info: { ...start.info, everyStep: { watched: true, test: true } } });
    reporter.event(place, done(0.5));
    expect(lines).toContain('Test part at epoch 1 (2 predictions, all epochs, 1.5 s):');
  });

  it('counts the sessions of logs of clicks, which know no users', () => {
    const [start] = events as [RunEvent & { type: 'start' }];
    const reporter = tableReporter(output);
    const place = { run: 1, runs: 1, name: '' };
    reporter.event(place, { ...start, info: { ...start.info, ofClicks: true } });
    reporter.event(place, done(0.5));
    expect(lines[1]).toMatch(/^3 sessions, 4 items; /);
    expect(lines).toContain('Test part at epoch 1 (2 sessions, all epochs, 1.5 s):');
  });

  it('keeps values under long names of metrics', () => {
    const [start, , epoch] = events as [RunEvent, RunEvent, RunEvent];
    const reporter = tableReporter(output);
    const place = { run: 1, runs: 1, name: '' };
    reporter.event(place, start);
    reporter.event(place, { ...epoch, metrics: { 'recall@20/cold': 0.25 } } as RunEvent);
    expect(lines.slice(-2)).toEqual([
      '       epoch        loss  recall@20/cold     seconds',
      '           1      0.5000          0.2500         1.0',
    ]);
  });

  it('shows how far the epoch is, and clears that before it prints a row', () => {
    tell(tableReporter(output), [0.5]);
    expect(statuses).toContain('██████████░░░░░░░░░░ 50 %  epoch 1  loss 0.7500  100 samples/s');
    expect(statuses.at(-1)).toBe('');
  });

  it('prints the means of several runs last', () => {
    tell(tableReporter(output), [0.5, 1]);
    expect(lines.slice(-2)).toEqual(['Mean of 2 runs:', '  hr@10         0.7500']);
  });
});

describe('a comparison', () => {
  const compare = (reporter: Reporter, view?: ComparisonView): void => {
    for (const [index, [name, hr]] of (
      [
        ['BPR', 0.5],
        ['BCE', 1],
      ] as const
    ).entries())
      for (const event of [...events, done(hr)])
        reporter.event({ run: index + 1, runs: 2, name, variant: { name, published: [] } }, event);
    reporter.end(view);
  };

  it('ends with a table of its variants in place of the means', () => {
    compare(tableReporter(output));
    expect(lines.slice(-4)).toEqual([
      'Variants, on the test part:',
      'variant   hr@10  best epoch  seconds',
      'BPR      0.5000           1      1.5',
      'BCE       1.000           1      1.5',
    ]);
  });

  it('shows what its preset asks for', () => {
    compare(tableReporter(output), { tableMetrics: ['hr@10'], baseline: 'BPR', perEpoch: 'ndcg@10' });
    expect(lines.slice(-8)).toEqual([
      'Variants, on the test part, with the gain over BPR:',
      'variant   hr@10        gain  best epoch  seconds',
      'BPR      0.5000                       1      1.5',
      'BCE       1.000  (+100.0 %)           1      1.5',
      '',
      'ndcg@10 per epoch, on the validation part:',
      'epoch     BPR     BCE',
      '1      0.1250  0.1250',
    ]);
  });

  it('names the variant on each line, and all in the summary', () => {
    compare(jsonReporter(output));
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(parsed[2]).toMatchObject({ type: 'done', run: 1, variant: 'BPR' });
    expect(parsed.at(-2)).toMatchObject({ type: 'comparison', variants: [{ variant: 'BPR' }, {}] });
    expect(parsed.at(-1)).toMatchObject({
      type: 'summary',
      variants: [
        { variant: 'BPR', metrics: { 'hr@10': 0.5 } },
        { variant: 'BCE', metrics: { 'hr@10': 1 } },
      ],
    });
  });
});

describe('bar', () => {
  it('is as full as the fraction', () => {
    expect(bar(0.5, 4)).toBe('██░░ 50 %');
  });
});
