import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../protocol/dataService';
import { zipBytes } from '../testing/sourceFiles';
import { BrowserDataService } from './service';

const service = (): BrowserDataService =>
  new BrowserDataService(
    (value) => value,
    () => 0,
  );

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Lets `fetch` answer this, and remembers the addresses asked for. */
function answer(respond: (init: RequestInit) => Promise<Response>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push(url);
    return respond(init);
  });
  return asked;
}

describe('download', () => {
  it('fetches the file under the base address and imports it', async () => {
    const zip = zipBytes({ 'ml-100k/u.data': '1\t10\t5\t880000003\n' });
    const asked = answer(() => Promise.resolve(new Response(zip)));
    const seen: Progress[] = [];
    const outcome = await service().download('ml-100k', 'https://mirror.example/data', (p) => seen.push(p));
    expect(asked).toEqual(['https://mirror.example/data/ml-100k.zip']);
    expect(outcome).toMatchObject({ status: 'imported', summary: { numInteractions: 1 } });
    expect(seen[0]).toEqual({ label: 'Downloading ml-100k.zip', fraction: null });
  });

  it('says what to do when the host refuses pages or cannot be reached', async () => {
    answer(() => Promise.reject(new TypeError('Failed to fetch')));
    const download = service().download('ml-1m', 'https://host.example/', () => {});
    await expect(download).rejects.toMatchObject({
      name: 'AppError/download-failed',
      hint: 'Open https://host.example/ml-1m.zip in a new tab, save the zip and drop it here.',
    });
  });

  it('gives the status that the host answered', async () => {
    answer(() => Promise.resolve(new Response('gone', { status: 404, statusText: 'Not Found' })));
    await expect(service().download('ml-1m', 'https://host.example/', () => {})).rejects.toThrow(
      'https://host.example/ml-1m.zip answered 404 Not Found.',
    );
  });

  it('names what is wrong with a page in place of the zip', async () => {
    answer(() => Promise.resolve(new Response('<!doctype html>Log in')));
    await expect(service().download('ml-1m', 'https://host.example/', () => {})).rejects.toThrow(
      'ml-1m.zip is a web page, not a zip.',
    );
  });

  it('ends when cancelled while the host is silent', async () => {
    const data = service();
    answer(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal!.addEventListener('abort', () => {
            reject(new DOMException('aborted', 'AbortError'));
          });
          void data.cancel();
        }),
    );
    await expect(data.download('ml-1m', 'https://host.example/', () => {})).rejects.toMatchObject({
      name: 'AppError/cancelled',
    });
  });

  it('knows only the releases it lists', async () => {
    const options = await service().downloads();
    expect(options.map((option) => option.id)).toContain('ml-32m');
    await expect(service().download('../etc', 'https://host.example/', () => {})).rejects.toThrow(
      'There is no download called "../etc".',
    );
  });
});
