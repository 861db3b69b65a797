import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../cli/root.mjs';
import { smallMovielensZip } from './smallMovielens';

function train(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'cli/run.mjs'), 'train.ts', ...options],
    { encoding: 'utf8', cwd: root },
  );
  return { status, stdout, stderr };
}

interface Line {
  type: string;
  epoch?: number;
  loss?: number;
  metrics?: Record<string, number>;
}

const jsonLines = (stdout: string): Line[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test('the terminal trains on the built-in data, and the same seed gives the same losses', () => {
  const run = () => train('--epochs', '2', '--seed', '3', '--backend', 'wasm', '--json');
  const first = run();
  expect(first.status, first.stderr).toBe(0);
  const lines = jsonLines(first.stdout);
  expect(lines.map(({ type }) => type)).toEqual(['start', 'epoch', 'epoch', 'done']);
  expect(lines[3]!.metrics!['ndcg@10']).toBeGreaterThan(0);
  const losses = (stdout: string) => jsonLines(stdout).map(({ loss }) => loss);
  expect(losses(run().stdout)).toEqual(losses(first.stdout));
});

test('the terminal trains one run per fold and ends with the means', () => {
  const file = test.info().outputPath('ml-100k.zip');
  writeFileSync(file, smallMovielensZip());
  const { status, stdout, stderr } = train(
    ...['--data', file, '--model', 'popularity', '--json'],
    ...['--set', 'split=k-fold', '--set', 'split.k=3'],
  );
  expect(status, stderr).toBe(0);
  const done = jsonLines(stdout).filter(({ type }) => type === 'done');
  const summary = jsonLines(stdout).at(-1)!;
  expect(done).toHaveLength(3);
  const mean = done.reduce((total, { metrics }) => total + metrics!['hr@10']!, 0) / 3;
  expect(summary.type).toBe('summary');
  expect(summary.metrics!['hr@10']).toBeCloseTo(mean, 10);
});

test('the terminal joins plots to the data, and says how many items matched', () => {
  const file = test.info().outputPath('ml-100k.zip');
  writeFileSync(file, smallMovielensZip());
  const plots = test.info().outputPath('plots.jsonl');
  const rows = [1, 2, 99].map((film) => ({
    title: `Film ${film}`,
    year: 1959 + film,
    plot: 'A plan fails.',
  }));
  writeFileSync(plots, rows.map((row) => JSON.stringify(row)).join('\n'));
  const joined = train('--data', file, '--plots', plots, '--model', 'popularity', '--json');
  expect(joined.status, joined.stderr).toBe(0);
  expect(joined.stderr).toContain('2 of 40 items are in the plots file (5.0 %), by title and year');
  expect(jsonLines(joined.stdout).at(-1)!.type).toBe('done');
  const alone = train('--plots', plots, '--model', 'popularity');
  expect(alone.status).toBe(2);
  expect(alone.stderr).toContain('“plots” has no ratings');
});

test('the terminal names what it does not understand, and what it cannot find', () => {
  const unknown = train('--model', 'no-such-model');
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toContain('There is no model called "no-such-model"');
  const missing = train('--data', 'no-such-file.zip');
  expect(missing.status).toBe(1);
  expect(missing.stderr).toContain('There is no file "no-such-file.zip"');
});
