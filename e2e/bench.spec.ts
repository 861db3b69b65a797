import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Results } from '../bench/results';
import { root } from '../cli/root.mjs';

function bench(...options: string[]) {
  return spawnSync(process.execPath, [path.join(root, 'cli/run.mjs'), '../bench/run.ts', ...options], {
    encoding: 'utf8',
    cwd: root,
  });
}

test('the benchmark measures libraries that come to the result of the reference', { tag: '@timed' }, () => {
  test.setTimeout(180_000);
  const { status, stdout, stderr } = bench('--only', 'mlp,ours-cpu,jax-js-wasm', '--rounds', '1', '--json');
  expect(status, stderr).toBe(0);
  const { rows, adapter, versions } = JSON.parse(stdout) as Results;
  expect(adapter).toContain('swiftshader');
  expect(versions['@jax-js/jax']).toBe('0.1.25');
  expect(rows.map(({ workload, contender }) => [workload, contender])).toEqual([
    ['mlp', 'ours-cpu'],
    ['mlp', 'jax-js-wasm'],
  ]);
  for (const { msPerStep, samplesPerSecond } of rows)
    expect(samplesPerSecond! * msPerStep!).toBeCloseTo(1024 * 1000, 3);
  expect(rows[0]!.ratios['jax-js-wasm']).toBeCloseTo(rows[1]!.msPerStep! / rows[0]!.msPerStep!, 10);
});

test('the benchmark names what it does not know', () => {
  const { status, stderr } = bench('--only', 'mlp,keras');
  expect(status).toBe(2);
  expect(stderr).toContain('"keras"');
});
