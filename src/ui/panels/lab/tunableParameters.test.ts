import { describe, expect, it } from 'vitest';
import { readSpec, withModel } from '../../../protocol/completeSpec';
import { buildCatalog } from '../../../train/catalog';
import { tunableParameters } from './tunableParameters';

const catalog = buildCatalog();
const start = readSpec({}, catalog).spec;
const pathsOf = (model: string) =>
  tunableParameters(withModel(start, model, catalog), catalog).map(({ path }) => path);
const parameter = (path: string) => tunableParameters(start, catalog).find((one) => one.path === path);

describe('what can be varied', () => {
  it('is everything that changes how a model learns', () => {
    expect(pathsOf('mf')).toEqual(
      expect.arrayContaining([
        'model.params.factors',
        'loss.id',
        'optimizer.id',
        'optimizer.params.learningRate',
        'negatives.perPositive',
        'train.epochs',
        'train.batchSize',
        'train.l2',
        'seed',
      ]),
    );
  });

  it('is nothing that changes what is measured', () => {
    for (const { id } of catalog.models)
      expect(
        pathsOf(id).filter((path) => /^(v|data|split|validation|evaluation|model\.id)\b/.test(path)),
      ).toEqual([]);
    expect(pathsOf('mf')).not.toContain('earlyStopping.metric');
  });

  it('is how far a model of sequences looks back, and for no other', () => {
    const ofSessions = (model: string) => pathsOf(model).filter((path) => path.startsWith('sessions.'));
    expect(ofSessions('lstm')).toEqual(['sessions.maxLength']);
    expect(ofSessions('mf')).toEqual([]);
  });

  it('is only its own parameters for a model that is counted', () => {
    expect(
      pathsOf('item-knn').filter((path) => path !== 'seed' && !path.startsWith('model.params.')),
    ).toEqual([]);
  });

  it('comes with the range of the catalogue, and with its present value', () => {
    expect(parameter('optimizer.params.learningRate')).toMatchObject({
      label: 'Learning rate',
      value: start.optimizer.params['learningRate'],
      schema: catalog.optimizers.find(({ id }) => id === 'adam')!.params['learningRate'],
    });
  });

  it('offers the losses of the model alone', () => {
    const losses = catalog.models.find(({ id }) => id === 'mf')!.losses;
    expect(new Set(parameter('loss.id')!.schema.enum)).toEqual(new Set(losses));
    expect(pathsOf('biased-mf')).not.toContain('loss.id');
  });
});
