/** Steps in the Data panel. */
import type { Page } from '@playwright/test';
import { open } from './steps';

export type GivenFile = string | { name: string; mimeType: string; buffer: Buffer };

export const zip = (name: string, buffer: Buffer): GivenFile => ({
  name,
  mimeType: 'application/zip',
  buffer,
});

export async function dataPanel(page: Page): Promise<void> {
  await open(page);
  await page.getByRole('tab', { name: 'Data' }).click();
}

export async function drop(page: Page, files: GivenFile | Exclude<GivenFile, string>[]): Promise<void> {
  await page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles(files);
}
