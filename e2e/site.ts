/** The built page, served as `npm start` serves it, and a watch on every request. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test as base } from '@playwright/test';
import { dist } from '../cli/build.mjs';
import { root } from '../cli/root.mjs';
import { readFolder, serve } from '../cli/serve.mjs';

export const builtFiles = (): Map<string, Buffer> => readFolder(dist);

/** A file of real data beside the repository, or null where there is none. */
export function realData(name: string): string | null {
  const file = path.join(root, '..', 'shared', 'data', name);
  return existsSync(file) ? file : null;
}

export const test = base.extend<{ strayRequests: string[] }, { site: string }>({
  site: [
    async ({}, use) => {
      const { url, close } = await serve(builtFiles());
      await use(url);
      await close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site),
  // Every test fails when a request leaves the page's origin.
  strayRequests: [
    async ({ context }, use) => {
      const stray: string[] = [];
      context.on('request', (request) => {
        if (!/^(http:\/\/127\.0\.0\.1:\d+\/|blob:|data:)/.test(request.url())) stray.push(request.url());
      });
      await use(stray);
      expect(stray, 'requests to other origins').toEqual([]);
    },
    { auto: true },
  ],
});
