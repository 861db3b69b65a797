import { expect } from '@playwright/test';
import { test } from './gpuPage';

test('ranks counted on the GPU are those of the evaluator', async ({ page }) => {
  const results = await page.evaluate(() => window.gpuChecks.runRankingParity());
  for (const { name, passed, detail } of results) expect.soft(passed, `${name}: ${detail}`).toBe(true);
  expect(results.length).toBeGreaterThan(10);
});
