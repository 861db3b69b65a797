/** MovieLens releases that the publisher's host offers, fetched by the visitor's own browser. */
import type { DownloadOption } from '../protocol/dataService';
import { AppError } from '../protocol/errors';
import type { Work } from './work';

/** Sizes in bytes as the host states them, rounded for the larger ones. */
export const downloadOptions: readonly DownloadOption[] = [
  { id: 'ml-latest-small', label: 'MovieLens latest small', file: 'ml-latest-small.zip', size: 978_202 },
  { id: 'ml-100k', label: 'MovieLens 100K', file: 'ml-100k.zip', size: 4_924_029 },
  { id: 'ml-1m', label: 'MovieLens 1M', file: 'ml-1m.zip', size: 5_917_549 },
  { id: 'ml-10m', label: 'MovieLens 10M', file: 'ml-10m.zip', size: 65_566_137 },
  { id: 'ml-20m', label: 'MovieLens 20M', file: 'ml-20m.zip', size: 198_702_078 },
  { id: 'ml-25m', label: 'MovieLens 25M', file: 'ml-25m.zip', size: 261_978_986 },
  { id: 'ml-32m', label: 'MovieLens 32M', file: 'ml-32m.zip', size: 238_950_008 },
];

/**
 * Fetches `baseUrl` + file of an option.
 * @throws AppError `download-failed` when the host refuses, cannot be reached or breaks off; `cancelled`.
 */
export async function fetchDownload(option: DownloadOption, baseUrl: string, work: Work): Promise<Blob> {
  const url = (baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`) + option.file;
  const label = `Downloading ${option.file}`;
  await work.pace(label, null);
  try {
    const response = await fetch(url, { signal: work.signal });
    if (!response.ok || !response.body)
      throw new AppError(
        'download-failed',
        `${url} answered ${response.status} ${response.statusText}.`.replace(' .', '.'),
        'Check the address, or download the zip yourself and drop it here.',
      );
    const size = Number(response.headers.get('content-length')) || option.size;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      parts.push(next.value);
      received += next.value.length;
      await work.pace(label, Math.min(1, received / size));
    }
    return new Blob(parts);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    if (work.signal.aborted) throw new AppError('cancelled', 'The download was cancelled.', '');
    // A page is told nothing more: a refusal by CORS looks the same as no network.
    throw new AppError(
      'download-failed',
      `${url} could not be fetched: the host may not allow pages to download from it, or there is no network.`,
      `Open ${url} in a new tab, save the zip and drop it here.`,
    );
  }
}
