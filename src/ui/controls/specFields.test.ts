import { expect, it } from 'vitest';
import { specField } from './specFields';

it('shows a setting with the title, unit and range of its schema', () => {
  expect(specField('train.batchSize')).toMatchObject({
    title: 'Batch size',
    unit: 'samples',
    type: 'integer',
    minimum: 1,
  });
});

it('names a setting that does not exist', () => {
  expect(() => specField('train.speed')).toThrow('train.speed');
});
