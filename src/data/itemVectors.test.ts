import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ItemVectors } from '../protocol/dataset';
import { looseFiles } from '../testing/sourceFiles';
import { BrowserDataService } from './service';

const visit = (): BrowserDataService =>
  new BrowserDataService(
    (value) => value,
    () => 1,
  );

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** Three items, 10, 20 and 30. */
async function importThreeItems(service: BrowserDataService, time = 978300000): Promise<string> {
  const rows = [10, 20, 30].map((item) => `1::${item}::4::${time + item}`);
  const outcome = await service.importFiles(looseFiles({ 'ratings.dat': rows.join('\n') }), {}, () => {});
  if (outcome.status !== 'imported') throw new Error(outcome.status);
  return outcome.summary.fingerprint;
}

const vectors = (name: string, first = 1): ItemVectors => ({
  name,
  source: `made for ${name}`,
  dimension: 2,
  values: Float32Array.of(first, 2, 0, 0, 5, 6),
});

describe('item vectors', () => {
  it('are listed without their values, and opened by name in a later visit', async () => {
    const fingerprint = await importThreeItems(visit());
    await visit().saveItemVectors(fingerprint, vectors('cnn'));
    await visit().saveItemVectors(fingerprint, vectors('bag'));
    const later = visit();
    expect(await later.listItemVectors(fingerprint)).toEqual([
      { name: 'bag', source: 'made for bag', dimension: 2 },
      { name: 'cnn', source: 'made for cnn', dimension: 2 },
    ]);
    expect((await later.open(fingerprint, 'cnn')).itemVectors).toEqual(vectors('cnn'));
    expect((await later.open(fingerprint)).itemVectors).toBeNull();
  });

  it('come with their items alone where interactions are not needed', async () => {
    const service = visit();
    const fingerprint = await importThreeItems(service);
    await service.saveItemVectors(fingerprint, vectors('cnn'));
    const items = await service.openItems(fingerprint, 'cnn');
    expect(items).toEqual({
      fingerprint,
      numItems: 3,
      itemIds: ['10', '20', '30'],
      itemInfo: null,
      itemVectors: vectors('cnn'),
    });
    expect((await service.openItems(fingerprint)).itemVectors).toBeNull();
    await expect(service.openItems(fingerprint, 'bag')).rejects.toMatchObject({ code: 'data-missing' });
  });

  it('replace those of the same name', async () => {
    const service = visit();
    const fingerprint = await importThreeItems(service);
    await service.saveItemVectors(fingerprint, vectors('cnn', 1));
    await service.saveItemVectors(fingerprint, vectors('cnn', 9));
    expect(await service.listItemVectors(fingerprint)).toHaveLength(1);
    expect((await service.open(fingerprint, 'cnn')).itemVectors!.values[0]).toBe(9);
  });

  it('go with their data set, and stay with every other one', async () => {
    const service = visit();
    const first = await importThreeItems(service);
    const second = await importThreeItems(service, 978400000);
    for (const fingerprint of [first, second]) await service.saveItemVectors(fingerprint, vectors('cnn'));
    await service.remove(first);
    expect(await service.listItemVectors(first)).toEqual([]);
    expect(await service.listItemVectors(second)).toHaveLength(1);
    await service.removeItemVectors(second, 'cnn');
    expect(await service.listItemVectors(second)).toEqual([]);
    await expect(service.open(second, 'cnn')).rejects.toMatchObject({ name: 'AppError/data-missing' });
  });

  it.each([
    ['a row is missing', { values: new Float32Array(4) }, 'They hold 4 numbers, not 3 rows of 2'],
    ['a number is not finite', { values: Float32Array.of(1, 2, 3, 4, 5, NaN) }, 'not finite'],
    ['they have no name', { name: '' }, 'must have 1 to 200 characters'],
  ])('are refused when %s', async (_, fault, message) => {
    const service = visit();
    const fingerprint = await importThreeItems(service);
    const saved = service.saveItemVectors(fingerprint, { ...vectors('cnn'), ...fault });
    await expect(saved).rejects.toThrow(message);
    expect(await service.listItemVectors(fingerprint)).toEqual([]);
  });

  it('are refused for a data set that is not there', async () => {
    await expect(visit().saveItemVectors('f'.repeat(64), vectors('cnn'))).rejects.toMatchObject({
      name: 'AppError/data-missing',
    });
  });

  it('are held for this visit where there is no storage', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const service = visit();
    const fingerprint = await importThreeItems(service);
    await service.saveItemVectors(fingerprint, vectors('cnn'));
    expect(await service.listItemVectors(fingerprint)).toHaveLength(1);
    const opened = (await service.open(fingerprint, 'cnn')).itemVectors!;
    opened.values.fill(0);
    expect((await service.open(fingerprint, 'cnn')).itemVectors).toEqual(vectors('cnn'));
    vi.restoreAllMocks();
  });

  it('find room in a browser that kept data before there were any', async () => {
    const old = await openDB('recommender-playground-data', 1, {
      upgrade(database) {
        database.createObjectStore('datasets');
        database.createObjectStore('entries');
      },
    });
    await old.put('datasets', { fingerprint: 'a' }, 'a');
    await old.put('entries', { entry: { fingerprint: 'a' }, summary: { numItems: 3 } }, 'a');
    old.close();
    await visit().saveItemVectors('a', vectors('cnn'));
    expect((await visit().list()).map(({ fingerprint }) => fingerprint)).toEqual(['a']);
    expect(await visit().listItemVectors('a')).toHaveLength(1);
  });
});
