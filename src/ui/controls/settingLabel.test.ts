import { describe, expect, it } from 'vitest';
import { flatten } from '../../protocol/specDiff';
import { readSpec } from '../../protocol/completeSpec';
import { buildCatalog } from '../../train/catalog';
import { settingLabel } from './settingLabel';

const catalog = buildCatalog();
const specOf = (id: string) => readSpec({ model: { id } }, catalog).spec;

describe('a setting', () => {
  it('is called as in its form, a parameter with the entry that it belongs to', () => {
    const specs = [specOf('mf'), specOf('item-knn')];
    expect(settingLabel('train.batchSize', specs, catalog)).toBe('Batch size');
    expect(settingLabel('evaluation.candidates.id', specs, catalog)).toBe('Candidates');
    expect(settingLabel('model.params.neighbours', specs, catalog)).toBe('Neighbours (Item-kNN)');
    expect(settingLabel('model.params.factors', specs, catalog)).toBe('Factors (MF)');
  });

  it('of any model has words, and not its key, wherever it has a field', () => {
    const keys = catalog.models.flatMap(({ id }) => {
      const spec = specOf(id);
      return [...flatten(spec).keys()]
        .filter((path) => path.includes('.params.'))
        .filter((path) => settingLabel(path, [spec], catalog) === path);
    });
    expect(keys).toEqual([]);
  });
});
