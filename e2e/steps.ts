/** What a person does and sees on the page, by role and text. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Opens the page and waits until Train can be pressed. */
export async function open(page: Page, address = '/'): Promise<void> {
  await page.goto(address);
  await expect(button(page, 'Train')).toBeEnabled({ timeout: 30_000 });
}

export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

/** The chart of this name, once there is one. */
export const chart = (page: Page, title: string): Locator =>
  page.getByRole('figure', { name: new RegExp(`^${title},`) });

/** Switches a chart to its table. */
export async function asTable(page: Page, title: string): Promise<void> {
  await button(page, `View ${title} as table`).click();
}

/** The values in a chart's table: one list of cells per row, the header left out. */
export async function tableRows(page: Page, title: string): Promise<string[][]> {
  const rows = chart(page, title).locator('tbody tr');
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
  );
}

/**
 * The values of the first run in a chart's table, as they are shown. Charts are drawn a few times a second, so the last
 * ones may come a moment after the word that all is done: poll for their number.
 */
export async function shownValues(page: Page, title: string): Promise<string[]> {
  return (await tableRows(page, title)).map((row) => row[1]!).filter((value) => /\d/.test(value));
}

/** The epoch that the counter shows. */
export async function epoch(page: Page): Promise<number> {
  return Number.parseInt(await page.getByTestId('epoch').innerText());
}

/** Picks a model in the rail. */
export async function chooseModel(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Model', exact: true }).click();
  await page
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) })
    .click();
}

/** Picks a split in the rail. */
export async function chooseSplit(page: Page, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Split', exact: true });
  if (!(await field.isVisible())) await page.getByRole('heading', { name: /^Split/ }).click();
  await field.click();
  await page
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) })
    .click();
}

/** Sets a number in the rail; the sections stay open. */
export async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('complementary', { name: 'Experiment' }).getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.blur();
}
