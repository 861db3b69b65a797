/** A headless Chromium with the bench page open: builds the page, serves it, drives it. */
import path from 'node:path';
import { chromium } from 'playwright';
import { build } from 'vite';
import { chromiumSwitches, ensureChromium } from '../cli/findChromium.mjs';
import { root } from '../cli/root.mjs';
import { readFolder, serve } from '../cli/serve.mjs';
import type { Host } from './host';

const outDir = path.join(root, '.cache', 'bench-page');

/**
 * @param software whether WebGPU shall run on SwiftShader, which is the same everywhere, or on what the machine has
 * @throws Error when there is no browser or the page cannot be built
 */
export async function openBrowserHost(software: boolean, say: (line: string) => void): Promise<Host> {
  const executablePath = ensureChromium();
  if (!executablePath) throw new Error('There is no browser to run in. See the message above.');
  say('building the page');
  await build({
    configFile: false,
    root: path.join(root, 'bench', 'page'),
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023', minify: false, chunkSizeWarningLimit: 10_000 },
  });
  const site = await serve(readFolder(outDir));
  const switches = chromiumSwitches().filter((name) => software || !name.startsWith('--use-webgpu-adapter'));
  const browser = await chromium
    .launch({ executablePath, args: switches, handleSIGINT: false, handleSIGTERM: false })
    .catch(async (error: unknown) => {
      await site.close();
      throw error;
    });
  const close = async (): Promise<void> => {
    await browser.close();
    await site.close();
  };
  try {
    const page = await browser.newPage();
    // A page that crashes would leave its calls unanswered for ever.
    const crashed = new Promise<never>((_resolve, reject) => {
      page.on('crash', () => {
        reject(new Error('The browser ran out of memory or crashed.'));
      });
    });
    crashed.catch(() => undefined);
    await page.exposeFunction('tellBench', say);
    await page.goto(site.url);
    return {
      name: `Chromium ${browser.version()}`,
      run: (asked) => Promise.race([page.evaluate((given) => window.benchPage.run(given), asked), crashed]),
      adapter: () => page.evaluate(() => window.benchPage.adapter()),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
