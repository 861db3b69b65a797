import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Progress } from '../protocol/dataService';
import { createWork } from './work';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('reports at most ten times a second', async () => {
  const seen: Progress[] = [];
  const work = createWork(new AbortController().signal, (progress) => seen.push(progress));
  for (let step = 0; step < 100; step++) {
    const paced = work.pace('Reading', step / 100);
    await vi.advanceTimersByTimeAsync(10);
    await paced;
  }
  // 100 steps of 10 ms are one second.
  expect(seen.length).toBeGreaterThanOrEqual(9);
  expect(seen.length).toBeLessThanOrEqual(10);
  expect(seen[0]).toEqual({ label: 'Reading', fraction: 0 });
});

it('names what is done next at once, however short the time since the last word', async () => {
  const seen: Progress[] = [];
  const work = createWork(new AbortController().signal, (progress) => seen.push(progress));
  await work.pace('Reading ratings.csv', 0.97);
  await work.pace('Reading ratings.csv', 0.98);
  await work.pace('Sorting interactions', 0);
  expect(seen).toEqual([
    { label: 'Reading ratings.csv', fraction: 0.97 },
    { label: 'Sorting interactions', fraction: 0 },
  ]);
});

it('lets a message in between, and then ends with `cancelled`', async () => {
  const controller = new AbortController();
  const work = createWork(controller.signal, () => {});
  await work.pace('Reading', null);
  setTimeout(() => {
    controller.abort();
  }, 50);
  await vi.advanceTimersByTimeAsync(45);
  const paced = expect(work.pace('Reading', null)).resolves.toBeUndefined();
  await vi.advanceTimersByTimeAsync(5);
  await paced;
  await expect(work.pace('Reading', null)).rejects.toMatchObject({ name: 'AppError/cancelled' });
});
