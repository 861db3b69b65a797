import { beforeEach, expect, it } from 'vitest';
import { experimentSpec } from '../../protocol/spec';
import { chooseDataset, useDatasets } from './datasets';
import { useExperiment } from './experiment';

const first = { fingerprint: 'a'.repeat(64), name: 'First' };
const second = { fingerprint: 'b'.repeat(64), name: 'Second' };

beforeEach(() => {
  const entry = { numUsers: 1, numItems: 1, numInteractions: 1, bytes: 1, importedAt: 0 };
  useDatasets.setState({
    entries: [
      { ...entry, ...first },
      { ...entry, ...second },
    ],
  });
  useExperiment.setState({
    spec: experimentSpec.parse({ data: { ...first, source: 'imported', vectors: 'cnn', positiveFrom: 4 } }),
  });
});

it('keeps filters and forgets item vectors when another data set is chosen', () => {
  chooseDataset(second);
  expect(useExperiment.getState().spec.data).toMatchObject({ ...second, positiveFrom: 4, vectors: '' });
});

it('keeps item vectors when the same data set is chosen again', () => {
  chooseDataset(first);
  expect(useExperiment.getState().spec.data).toMatchObject({ ...first, vectors: 'cnn' });
});
