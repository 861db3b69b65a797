import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { DBSchema } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BrowserDatabase } from './browserDatabase';
import type { AppError } from './errors';

interface Schema extends DBSchema {
  films: { key: string; value: string };
}

const database = (version = 1) =>
  new BrowserDatabase<Schema>('test', version, 'the films', (db) => void db.createObjectStore('films'));
const put = (db: BrowserDatabase<Schema>) => db.use((open) => open.put('films', 'Heat', 'a'));
const faultOf = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error('It was kept.');
    },
    (error: unknown) => error as AppError,
  );

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a database of the browser', () => {
  it('keeps what it is given', async () => {
    await put(database());
    expect(await database().use((open) => open.get('films', 'a'))).toBe('Heat');
  });

  it('says what it does not keep where the browser refuses to open it', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    expect(await faultOf(put(database()))).toMatchObject({
      code: 'storage',
      what: "The browser's storage does not keep the films (The operation is insecure.).",
    });
  });

  it('does the same where there is no IndexedDB at all, or where its very name throws', async () => {
    const kept = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
    Reflect.deleteProperty(globalThis, 'indexedDB');
    expect((await faultOf(put(database()))).code).toBe('storage');
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('Denied.', 'SecurityError');
      },
    });
    expect((await faultOf(put(database()))).what).toContain('Denied.');
    Object.defineProperty(globalThis, 'indexedDB', kept);
  });

  it('names a full disk, which browsers report without a word', async () => {
    const full = database().use(() => Promise.reject(new DOMException('', 'QuotaExceededError')));
    expect((await faultOf(full)).what).toBe('The browser has no room left to keep the films.');
  });

  it('names an exception without words by its name', async () => {
    const nameless = database().use(() => Promise.reject(new DOMException('', 'UnknownError')));
    expect((await faultOf(nameless)).what).toContain('(UnknownError)');
  });

  it('waits five seconds for an answer, once, and is used when the answer comes after all', async () => {
    // Another tab holds an earlier version open and does not let go.
    const other = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('test', 1);
      request.onsuccess = () => resolve(request.result);
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const db = database(2);
    const first = faultOf(put(db));
    await vi.advanceTimersByTimeAsync(4999);
    expect(await Promise.race([first, Promise.resolve('still waiting')])).toBe('still waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect((await first).what).toContain('does not answer');
    expect((await faultOf(put(db))).what).toContain('does not answer');
    vi.useRealTimers();
    other.close();
    await vi.waitFor(() => put(db));
  });

  it('is opened anew after a refusal', async () => {
    const db = database();
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
      throw new Error('Busy.');
    });
    expect((await faultOf(put(db))).what).toContain('Busy.');
    await put(db);
  });
});
