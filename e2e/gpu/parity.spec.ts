import { expect } from '@playwright/test';
import { test } from './gpuPage';

test('the GPU draws the same numbers as TypeScript, and trains every model as WebAssembly does', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const results = await page.evaluate(() => window.gpuChecks.runParity());
  for (const { name, passed, detail } of results) {
    console.log(`  ${passed ? 'same' : 'DIFFERENT'}  ${name}${detail && ` (${detail})`}`);
    expect.soft(passed, `${name}: ${detail}`).toBe(true);
  }
  expect(results.length).toBeGreaterThan(0);
});
