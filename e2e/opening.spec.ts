import { expect } from '@playwright/test';
import { test } from './site';
import { button } from './steps';

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
