import { expect, type Locator, type Page } from '@playwright/test';
import { findings } from './findings';
import { test } from './site';
import { button, epoch, open, setNumber } from './steps';

/** Opens the benchmark from the chip that says what training runs on. */
async function openBenchmark(page: Page): Promise<Locator> {
  await button(page, /^Where training runs/).click();
  await button(page, 'Benchmark this device').click();
  const dialog = page.getByRole('dialog', { name: 'Benchmark' });
  await expect(dialog.getByText(/^Takes about/)).toBeVisible({ timeout: 20_000 });
  return dialog;
}

const start = (dialog: Locator): Locator => dialog.getByRole('button', { name: 'Run the benchmark' });

/** The smallest workload, for one round. */
async function chooseLittle(dialog: Locator): Promise<void> {
  await dialog.getByLabel('Matrix factorization').uncheck();
  await dialog.getByLabel('NeuMF', { exact: true }).uncheck();
  await dialog.getByLabel('MLP', { exact: true }).check();
  await dialog.getByRole('radiogroup').getByText('1', { exact: true }).click();
}

/** From now on keeps every text that the dialog shows, however short: some steps pass faster than a test looks. */
async function collectTexts(dialog: Locator): Promise<void> {
  await dialog.evaluate((element) => {
    const shown = new Set<string>();
    Object.assign(window, { shownTexts: shown });
    new MutationObserver((changes) => {
      for (const { target } of changes) shown.add(target.textContent ?? '');
    }).observe(element, { subtree: true, childList: true, characterData: true });
  });
}

const collectedTexts = (page: Page): Promise<string> =>
  page.evaluate(() => [...(window as unknown as { shownTexts: Set<string> }).shownTexts].join('\n'));

const benchWorkers = (page: Page): number =>
  page.workers().filter((worker) => worker.url().includes('bench.worker')).length;

test(
  'a visitor measures this page beside stock TensorFlow.js and takes the figures away',
  { tag: '@timed' },
  async ({ page, context }) => {
    test.setTimeout(120_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page);
    const dialog = await openBenchmark(page);
    await expect(dialog.getByText(/^WebGPU runs on the processor here/)).toBeVisible();
    await expect(dialog.getByLabel('TensorFlow.js, WebGPU')).not.toBeChecked();
    await chooseLittle(dialog);
    await dialog.getByLabel('This page, GPU').check();
    await collectTexts(dialog);
    await start(dialog).click();
    await expect(dialog.getByText('Finished.').first()).toBeVisible({ timeout: 60_000 });
    expect(await collectedTexts(page)).toContain('MLP: checking This page, CPU');
    await expect.poll(() => benchWorkers(page)).toBe(0);

    const cells = await dialog
      .getByRole('region', { name: 'Measured: MLP' })
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
    expect(cells.map(([program]) => program)).toEqual([
      'This page, GPU',
      'This page, CPU',
      'TensorFlow.js, WebAssembly',
    ]);
    for (const [, msPerStep] of cells) expect(Number(msPerStep)).toBeGreaterThan(0);
    await expect(dialog.getByText(/× the speed of stock TensorFlow\.js on this CPU$/)).toBeVisible();
    expect(await findings(page)).toEqual([]);

    await dialog.getByRole('button', { name: 'Copy as JSON' }).click();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as {
      rows: { contender: string; ratios: Record<string, number>; dispatchesPerStep: number | null }[];
    };
    expect(copied.rows[0]!.dispatchesPerStep).toBeGreaterThan(0);
    expect(cells[1]![2]).toMatch(/^[\d.]+×$/);
    expect(parseFloat(cells[1]![2]!) / copied.rows[1]!.ratios['tfjs-wasm']!).toBeCloseTo(1, 1);

    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(button(page, /^Where training runs/)).toBeFocused();
  },
);

test('the benchmark can be stopped at any time, and waits while a run trains', async ({ page }) => {
  await open(page);
  await setNumber(page, 'Epochs', 500);
  await button(page, 'Train').click();
  await expect.poll(() => epoch(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
  await expect(
    button(page, /^Where training runs: .*Compiled: \d+ kernels a step, [\d.]+ MB$/),
  ).toBeVisible();
  await expect(page.getByText(/samples\/s · [\d.,]+ ms\/step$/).first()).toBeVisible();
  const dialog = await openBenchmark(page);
  await expect(dialog.getByRole('alert')).toContainText('A run is training now');
  await expect(start(dialog)).toBeDisabled();
  await dialog.getByRole('button', { name: 'Pause the run' }).click();
  await start(dialog).click();
  await expect.poll(() => benchWorkers(page)).toBeGreaterThan(0);
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByText('Stopped.').first()).toBeVisible();
  await expect.poll(() => benchWorkers(page)).toBe(0);
  await expect(start(dialog)).toBeEnabled();

  await start(dialog).click();
  await expect.poll(() => benchWorkers(page)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => benchWorkers(page)).toBe(0);
  await button(page, 'Resume').click();
});

test('without WebGPU the benchmark offers the CPU, and says so', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.route('**/assets/bench.worker-*.js', async (route) => {
    const response = await route.fetch();
    const without = "Object.defineProperty(navigator, 'gpu', { value: undefined });";
    await route.fulfill({ response, body: `${without}${await response.text()}` });
  });
  await open(page);
  const dialog = await openBenchmark(page);
  await expect(dialog.getByText(/^This browser offers no WebGPU/)).toBeVisible();
  await expect(dialog.getByLabel('This page, GPU')).toBeDisabled();
  await expect(dialog.getByLabel('This page, CPU')).toBeChecked();
  await chooseLittle(dialog);
  await dialog.getByLabel('TensorFlow.js, WebAssembly').uncheck();
  await start(dialog).click();
  await expect(dialog.getByText('Finished.').first()).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByText('Nothing of stock TensorFlow.js was measured beside it.')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await findings(page)).toEqual([]);
});
