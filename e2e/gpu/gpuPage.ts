/** A page whose worker runs checks on the GPU: built once per test worker, from the sources. */
import path from 'node:path';
import { test as base } from '@playwright/test';
import { build } from 'vite';
import { readFolder, serve } from '../../cli/serve.mjs';
import { root } from '../../cli/root.mjs';

export const test = base.extend<object, { gpuSite: string }>({
  gpuSite: [
    async ({}, use, { parallelIndex }) => {
      const outDir = path.join(root, '.cache', `gpu-page-${parallelIndex}`);
      await build({
        configFile: false,
        root: path.join(root, 'e2e', 'gpu', 'page'),
        logLevel: 'warn',
        worker: { format: 'es' },
        build: { outDir, emptyOutDir: true, target: 'es2023', minify: false, chunkSizeWarningLimit: 10_000 },
      });
      const site = await serve(readFolder(outDir));
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
