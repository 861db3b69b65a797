import { expect } from '@playwright/test';
import { test } from './gpuPage';

for (const [title, part] of [
  ['the GPU draws the same numbers as TypeScript, and trains every model as WebAssembly does', 'runParity'],
  ['the tape of the GPU, step by step, trains every model as WebAssembly does', 'runTapeParity'],
] as const)
  test(title, async ({ page }) => {
    test.setTimeout(300_000);
    const results = await page.evaluate((name) => window.gpuChecks[name](), part);
    for (const { name, passed, detail } of results) {
      console.log(`  ${passed ? 'same' : 'DIFFERENT'}  ${name}${detail && ` (${detail})`}`);
      expect.soft(passed, `${name}: ${detail}`).toBe(true);
    }
    expect(results.length).toBeGreaterThan(1);
  });
