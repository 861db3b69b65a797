/** The Text panel: a text on its way to ids, and word vectors trained, asked, written and read again. */
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { findings } from './findings';
import { smallMovielensZip } from './smallMovielens';
import { test } from './site';
import { button, open } from './steps';

async function textPanel(page: Page): Promise<void> {
  await open(page);
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect(page.getByRole('heading', { name: 'Texts of Generated films' })).toBeVisible();
}

/** The words of a table of neighbours. */
const wordsIn = (page: Page, table: string): Promise<string[]> =>
  page.getByRole('table', { name: table }).locator('tbody td:first-child').allInnerTexts();

/** Sets a number of the form of the vectors. */
async function set(page: Page, label: RegExp, value: number): Promise<void> {
  const field = page.getByRole('region', { name: 'Word vectors' }).getByRole('spinbutton', { name: label });
  await field.fill(String(value));
  await field.blur();
}

async function train(page: Page): Promise<void> {
  await button(page, 'Train vectors').click();
  await expect(page.getByRole('table', { name: 'Nearest words' })).toBeVisible({ timeout: 40_000 });
}

const choose = (page: Page, content: string) =>
  page
    .getByLabel('File of word vectors')
    .setInputFiles({ name: 'some.vec', mimeType: 'text/plain', buffer: Buffer.from(content) });

test('one text is shown at every stage, and follows the options', async ({ page }) => {
  await textPanel(page);
  const stages = page.getByRole('region', { name: 'One text, stage by stage' });
  await expect(stages.getByText('Without stop words')).toBeVisible();
  const left = stages.locator('del');
  await expect.poll(() => left.allInnerTexts()).toContain('the');
  await page.getByLabel('Remove stop words').last().press('Space');
  await expect(stages.getByText('Stop words stay')).toBeVisible();
  await expect.poll(() => left.allInnerTexts()).not.toContain('the');

  await stages.getByLabel('Title holds').fill('lantern');
  await expect(stages.getByRole('combobox', { name: 'Movie' })).toContainText(/lantern/i);
  await stages.getByLabel('Title holds').fill('no such film');
  await expect(stages.getByText('No title of a movie with a text holds “no such film”.')).toBeVisible();
});

test('vectors are trained, asked, written, and answer the same when read again', async ({ page }) => {
  await textPanel(page);
  await set(page, /^Dimensions/, 32);
  await train(page);
  await expect(page.getByText(/word2vec, skip-gram: \d+ words in 32 dimensions, trained at/)).toBeVisible();
  await page.getByLabel('Word', { exact: true }).fill('Robot');
  await expect.poll(() => wordsIn(page, 'Nearest words')).toContain('spaceship');
  const before = await wordsIn(page, 'Nearest words');
  expect(before).toHaveLength(10);

  await page.getByLabel('As', { exact: true }).fill('detective');
  await page.getByLabel('is to', { exact: true }).fill('murder');
  await page.getByLabel('so is', { exact: true }).fill('robot');
  await button(page, 'to …?').click();
  const answers = await expect
    .poll(() => wordsIn(page, 'Answers to the analogy'))
    .toHaveLength(10)
    .then(() => wordsIn(page, 'Answers to the analogy'));
  expect(answers).not.toContain('robot');

  await page.getByLabel('Word', { exact: true }).fill('robottt');
  await expect(page.getByText('There is no vector of “robottt”.')).toBeVisible();

  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Export .vec').click()]);
  expect(file.suggestedFilename()).toBe('word2vec-skip-gram.vec');
  const written = readFileSync(await file.path(), 'utf8');
  expect(written.split('\n')[0]).toMatch(/^\d+ 32$/);
  await choose(page, written);
  await expect(page.getByText(/^some\.vec: \d+ words in 32 dimensions\.$/)).toBeVisible();
  await page.getByLabel('Word', { exact: true }).fill('robot');
  await expect.poll(() => wordsIn(page, 'Nearest words')).toEqual(before);
});

test('fastText answers for a word that no text holds', async ({ page }) => {
  await textPanel(page);
  await page.getByRole('combobox', { name: /^Method/ }).click();
  await page.getByRole('option', { name: 'fasttext' }).click();
  await set(page, /^Buckets/, 2000);
  await set(page, /^Dimensions/, 16);
  await train(page);
  await page.getByLabel('Word', { exact: true }).fill('detectives');
  await expect(page.getByText(/^Not trained on: detectives\./)).toBeVisible();
  await expect.poll(() => wordsIn(page, 'Nearest words')).toContain('detective');
});

test('a training can be cancelled, and vectors from before stay', async ({ page }) => {
  await textPanel(page);
  await choose(page, '3 2\nghost 1 0\nrobot 0 1\nalien 0.1 1\n');
  await expect(page.getByText('some.vec: 3 words in 2 dimensions.')).toBeVisible();
  await set(page, /^Epochs/, 100);
  await set(page, /^Dimensions/, 512);
  await set(page, /^Window/, 20);
  await button(page, 'Train vectors').click();
  await expect(page.getByText(/words\/s ·/)).toBeVisible();
  await button(page, 'Cancel').click();
  await expect(button(page, 'Train vectors')).toBeEnabled();
  await page.getByLabel('Word', { exact: true }).fill('robot');
  await expect.poll(() => wordsIn(page, 'Nearest words')).toEqual(['alien', 'ghost']);
});

test('a broken .vec file is refused with its line, and nothing is lost', async ({ page }) => {
  await textPanel(page);
  await choose(page, '2 2\nghost 1 0\nrobot 0 1\n');
  await expect(page.getByText('some.vec: 2 words in 2 dimensions.')).toBeVisible();
  for (const [content, message] of [
    ['2 3\nghost 1 0 2\nrobot 0 1\n', 'some.vec, line 3 holds 2 numbers after “robot”, not 3.'],
    ['2 2\nghost 1 x\nrobot 0 1\n', 'some.vec, line 2 has “x” as number 2 of “ghost”'],
  ] as const) {
    await choose(page, content);
    await expect(page.getByRole('alert')).toContainText(message);
  }
  await page.getByLabel('Word', { exact: true }).fill('ghost');
  await expect.poll(() => wordsIn(page, 'Nearest words')).toEqual(['robot']);
});

test('data without texts says how to get some', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Data' }).click();
  await page
    .locator('input[type=file]:not([webkitdirectory])')
    .first()
    .setInputFiles({ name: 'ml-100k.zip', mimeType: 'application/zip', buffer: smallMovielensZip() });
  await expect(page.getByText(/is ready/)).toBeVisible();
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect(page.getByText(/has a text\. Import a file of plots/)).toBeVisible();
  await expect(button(page, 'Train vectors')).toBeDisabled();
  await button(page, 'Go to Data').click();
  await expect(page.getByRole('tab', { name: 'Data' })).toHaveAttribute('aria-selected', 'true');
});

test('axe finds nothing serious, and nothing scrolls sideways at 320 pixels', async ({ page }) => {
  await textPanel(page);
  await train(page);
  for (const theme of ['light', 'dark', 'projector']) {
    while (!(await button(page, `Theme: ${theme}`).isVisible())) await button(page, /^Theme: /).click();
    expect.soft(await findings(page, theme === 'light' ? 'all' : 'looks'), theme).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 700 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
});
