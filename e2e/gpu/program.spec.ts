import { expect } from '@playwright/test';
import { test } from './gpuPage';

for (const [title, part, atLeast] of [
  [
    'programs on the GPU compute what their interpreter does, the same bits each time',
    'runProgramParity',
    150,
  ],
  ['networks on the GPU learn as on the CPU, the same bits each time', 'runNetworkParity', 30],
] as const)
  test(title, async ({ page }) => {
    test.setTimeout(300_000);
    const results = await page.evaluate((name) => window.gpuChecks[name](), part);
    const failed = results.filter(({ passed }) => !passed);
    console.log(`  ${results.length - failed.length} of ${results.length} checks passed`);
    for (const { name, detail } of failed) expect.soft(detail, name).toBe('');
    expect(failed).toEqual([]);
    expect(results.length).toBeGreaterThan(atLeast);
  });
