import { expect, it } from 'vitest';
import { vectorsOfDataset } from './itemVectors';

it('finds the row of each item by its external id, and leaves zeros where there is none', () => {
  const learned = { itemIds: ['30', '10'], dimension: 2, values: Float32Array.of(1, 2, 3, 4) };
  const vectors = vectorsOfDataset(learned, ['10', '20', '30'], { name: 'MF', source: 'MF, bpr' });
  expect(vectors).toEqual({
    name: 'MF',
    source: 'MF, bpr',
    dimension: 2,
    values: Float32Array.of(3, 4, 0, 0, 1, 2),
  });
});

it('cuts a name to the length under which vectors can be kept', () => {
  const learned = { itemIds: [], dimension: 1, values: new Float32Array(0) };
  expect(vectorsOfDataset(learned, [], { name: 'n'.repeat(300), source: '' }).name).toHaveLength(200);
});
