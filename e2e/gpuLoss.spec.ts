import { expect } from '@playwright/test';
import { test } from './site';
import { asTable, button, epoch, open, setNumber, tableRows } from './steps';

test('a run whose GPU is lost goes on by itself, says so, and ends as if nothing had been', async ({
  page,
  browser,
}) => {
  await open(page, '/?backend=webgpu');
  await setNumber(page, 'Epochs', 3);
  await button(page, 'Train').click();
  await expect(page.getByText('Done: all epochs')).toBeVisible({ timeout: 40_000 });
  await button(page, 'Train').click();
  await expect(button(page, 'Pause')).toBeVisible();
  await expect.poll(() => epoch(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(1);
  const system = await browser.newBrowserCDPSession();
  await system.send('Browser.crashGpuProcess');
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('The GPU was lost');
  // Nobody is asked to resume what has no checkpoint.
  await expect(notices).toContainText('the run starts again from the beginning');
  await expect(notices.getByRole('button', { name: 'Resume' })).toHaveCount(0);
  await expect(page.getByText('Done: all epochs')).toBeVisible({ timeout: 40_000 });
  await asTable(page, 'Training loss');
  await expect
    .poll(
      async () =>
        (await tableRows(page, 'Training loss')).filter((row) => row.every((cell) => /\d/.test(cell))).length,
    )
    .toBe(3);
  for (const [, undisturbed, disturbed] of await tableRows(page, 'Training loss'))
    expect(disturbed).toBe(undisturbed);
});
