import { expect, type Page } from '@playwright/test';
import { test } from './site';
import { button, chart, open, setNumber } from './steps';

/** What a browser does that keeps nothing for a page: each in every thread, as workers ask for storage too. */
const denials = {
  'IndexedDB throws at every use': () => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get: () => {
        throw new DOMException('Denied.', 'SecurityError');
      },
    });
  },
  'IndexedDB does not answer': () => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  },
};

for (const [denial, deny] of Object.entries(denials)) {
  test(`the page trains and says what is not kept where ${denial}`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.addInitScript(deny);
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get: () => {
          throw new DOMException('Denied.', 'SecurityError');
        },
      });
    });
    await denyInWorkers(page, deny);
    await open(page);
    await expect(page.getByText('This browser keeps nothing for this page.')).toHaveCount(1);
    await expect(page.getByText(/^(WebAssembly|WebGPU|CPU)/).first()).toBeVisible({ timeout: 30_000 });
    await setNumber(page, 'Epochs', 2);
    await button(page, 'Train').click();
    await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
    await expect(chart(page, 'NDCG@10')).toBeVisible();
    await expect(page.getByText('This browser keeps nothing for this page.')).toHaveCount(1);
    expect(faults).toEqual([]);
  });
}

/** Init scripts do not reach workers: what these load is served with the denial before it. */
async function denyInWorkers(page: Page, deny: () => void): Promise<void> {
  await page.route(/worker[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${String(deny)})();${await response.text()}` });
  });
}
