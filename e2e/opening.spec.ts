import { expect } from '@playwright/test';
import { serve } from '../cli/serve.mjs';
import { builtFiles, test } from './site';
import { button, open, setNumber } from './steps';

test('the page works in a folder of a host, where nothing of it stands at the root', async ({ page }) => {
  const folder = '/user/repository';
  const site = await serve(new Map([...builtFiles()].map(([name, body]) => [folder + name, body])));
  const missing: string[] = [];
  page.on('response', (response) => response.status() === 404 && missing.push(response.url()));
  await open(page, `${site.url}user/repository/?backend=wasm`);
  await setNumber(page, 'Epochs', 1);
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
  expect(missing).toEqual([]);
  await site.close();
});

test('the page opens and trains without an error on the console, or asking for what its policy refuses', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', ({ message }) => errors.push(message));
  // A refusal that the code caught is told in this event alone.
  await page.exposeFunction('refused', (what: string) => errors.push(what));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const { refused } = window as unknown as { refused: (what: string) => void };
      refused(`${violatedDirective} refused ${blockedURI} to ${sourceFile}`);
    }),
  );
  await open(page, '/?backend=wasm');
  await setNumber(page, 'Epochs', 1);
  await button(page, 'Train').click();
  await expect(page.getByText(/Done: all epochs/).first()).toBeVisible({ timeout: 30_000 });
  expect(errors).toEqual([]);
});

test('dialogs asked for while the page still loads wait for what they need, and then are there', async ({
  page,
}) => {
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.goto('/', { waitUntil: 'commit' });
  await button(page, 'Lessons').click();
  const lessons = page.getByRole('dialog', { name: /^Lessons/ });
  await expect(lessons.getByRole('button', { name: /^Load/ }).first()).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(lessons).toBeHidden();

  await page.reload({ waitUntil: 'commit' });
  await button(page, /^Share/).click();
  await expect(page.getByRole('dialog').getByLabel('Link', { exact: true })).toHaveValue(/#x=/, {
    timeout: 30_000,
  });
  await page.keyboard.press('Escape');

  await page.reload({ waitUntil: 'commit' });
  await button(page, /^Help/).click();
  await expect(page.getByRole('dialog').getByText('Space', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await button(page, 'Lessons').click();
  await expect(lessons.getByRole('button', { name: /^Load/ }).first()).toBeVisible({ timeout: 30_000 });
  expect(faults).toEqual([]);
});
