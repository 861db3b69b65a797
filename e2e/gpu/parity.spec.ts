import { expect } from '@playwright/test';
import { test } from './gpuPage';
import { parityKinds } from './parityKinds';

for (const { title, part, moreThan } of parityKinds)
  test(title, async ({ page }) => {
    test.setTimeout(300_000);
    const results = await page.evaluate((name) => window.gpuChecks[name](), part);
    const failed = results.filter(({ passed }) => !passed);
    console.log(`  ${results.length - failed.length} of ${results.length} checks passed`);
    for (const { name, detail } of failed) expect.soft(detail, name).toBe('');
    expect(failed).toEqual([]);
    expect(results.length).toBeGreaterThan(moreThan);
  });
