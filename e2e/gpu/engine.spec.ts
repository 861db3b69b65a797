import { expect } from '@playwright/test';
import { test } from './gpuPage';

test('runs on the GPU keep what they promise', async ({ page }) => {
  test.setTimeout(180_000);
  const results = await page.evaluate(() => window.gpuChecks.runEngineChecks());
  for (const { name, passed, detail } of results) {
    console.log(`  ${passed ? 'kept  ' : 'BROKEN'}  ${name} (${detail.slice(0, 200)})`);
    expect.soft(passed, `${name}: ${detail}`).toBe(true);
  }
  expect(results.length).toBeGreaterThan(5);
});
