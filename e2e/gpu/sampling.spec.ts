import { expect } from '@playwright/test';
import { test } from './gpuPage';

test('batches drawn on the GPU are those of the host', async ({ page }) => {
  const results = await page.evaluate(() => window.gpuChecks.runSamplingParity());
  for (const { name, passed, detail } of results) expect.soft(passed, `${name}: ${detail}`).toBe(true);
  expect(results.length).toBeGreaterThan(20);
});
