/** A page whose worker runs checks on the GPU: built once per test worker. */
import { test as base } from '@playwright/test';
import { openGpuSite } from './gpuSite';

export const test = base.extend<object, { gpuSite: string }>({
  gpuSite: [
    async ({}, use, { parallelIndex }) => {
      const site = await openGpuSite(`gpu-page-${parallelIndex}`);
      await use(site.url);
      await site.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ page, gpuSite }, use) => {
    await page.goto(gpuSite);
    await use(page);
  },
});
