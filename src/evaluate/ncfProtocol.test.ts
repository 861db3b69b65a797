import { existsSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { datasetOf, trainedOn, type Row } from '../testing/interactions';
import { createEvaluator } from './evaluator';
import type { Scorer } from './scorer';

const archive = new URL('../../../shared/data/ncf-ml-1m.zip', import.meta.url);

describe.skipIf(!existsSync(archive))('the NCF files (shown as skipped where they are absent)', () => {
  it('give the popularity baseline its published HR@10 .4531 and NDCG@10 .2542', async () => {
    const files = Object.entries(unzipSync(readFileSync(archive)));
    const linesOf = (ending: string): string[][] =>
      new TextDecoder()
        .decode(files.find(([name]) => name.endsWith(ending))![1])
        .trim()
        .split('\n')
        .map((line) => line.split('\t'));
    const rowsOf = (ending: string, time: number): Row[] =>
      linesOf(ending).map(([user, item]) => [Number(user), Number(item), 1, time]);
    const dataset = datasetOf([...rowsOf('.train.rating', 0), ...rowsOf('.test.rating', 1)]);
    const indices = Int32Array.from(dataset.users.keys());
    const trained = trainedOn(
      dataset,
      indices.filter((index) => dataset.timestamps[index] === 0),
    );
    const negatives = linesOf('.test.negative').map(([, ...items]) => items.map(Number));
    const evaluator = createEvaluator({
      dataset,
      ...trained,
      heldOut: indices.filter((index) => dataset.timestamps[index] === 1),
      candidates: {
        offsets: Int32Array.from({ length: 6041 }, (_, user) => user * 99),
        items: Int32Array.from(negatives.flat()),
      },
      metrics: ['hr@10', 'ndcg@10'],
      task: 'ranking',
    });
    const popularity: Scorer = {
      numItems: dataset.numItems,
      scoreUsers: () => Promise.reject(new Error('lists are scored pair by pair')),
      scorePairs: (_, items) =>
        Promise.resolve(Float32Array.from(items, (item) => trained.trainedCounts[item]!)),
    };
    const { metrics, users } = await evaluator.evaluate(popularity, () => Promise.resolve());
    expect(users).toBe(6040);
    expect(metrics['hr@10']).toBeCloseTo(0.4531, 3);
    expect(metrics['ndcg@10']).toBeCloseTo(0.2542, 3);
  }, 30_000);
});
