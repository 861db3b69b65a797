import { expect } from '@playwright/test';
import { test } from './gpuPage';

test('programs on the GPU compute what their interpreter does, the same bits each time', async ({ page }) => {
  test.setTimeout(300_000);
  const results = await page.evaluate(() => window.gpuChecks.runProgramParity());
  const failed = results.filter(({ passed }) => !passed);
  console.log(`  ${results.length - failed.length} of ${results.length} checks of programs passed`);
  for (const { name, detail } of failed) expect.soft(detail, name).toBe('');
  expect(failed).toEqual([]);
  expect(results.length).toBeGreaterThan(200);
});
