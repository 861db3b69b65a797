import { describe, expect, it } from 'vitest';
import { readSpec } from '../../protocol/completeSpec';
import { defaultSpec, type ExperimentSpec } from '../../protocol/spec';
import { buildCatalog } from '../../train/catalog';
import { startingSpec } from './experiment';
import { runName, unique } from './runName';
import { withAt } from './specPath';

const catalog = buildCatalog();
const base = withAt(startingSpec(catalog), 'optimizer.params.learningRate', 0.01);
const changed = (...changes: [path: string, value: unknown][]): ExperimentSpec =>
  changes.reduce((spec, [path, value]) => withAt(spec, path, value), base);

const first = { name: 'MF · bpr', spec: base };

describe('runName', () => {
  it('names the model and its loss', () => {
    expect(runName(base, [], catalog)).toBe('MF · bpr');
  });

  it('leaves the loss out where there is no choice of one', () => {
    expect(runName(changed(['model.id', 'popularity']), [], catalog)).toBe('Popularity');
  });

  it('adds what differs from the first run of the same model and loss', () => {
    const spec = changed(['optimizer.params.learningRate', 0.02], ['train.batchSize', 256]);
    expect(runName(spec, [first], catalog)).toBe('MF · bpr · lr 0.02 · batch 256');
  });

  it('does not repeat the parameters of another optimizer', () => {
    const spec = changed(['optimizer.id', 'sgd'], ['optimizer.params', { learningRate: 1 }]);
    expect(runName(spec, [first], catalog)).toBe('MF · bpr · sgd');
  });

  it('counts what is over three differences', () => {
    const spec = changed(['seed', 2], ['train.epochs', 5], ['train.batchSize', 64], ['train.l2', 0.1]);
    expect(runName(spec, [first], catalog)).toBe('MF · bpr · epochs 5 · batch 64 · l2 0.1 · +1');
  });

  it('numbers runs that differ in nothing', () => {
    const second = { ...first, name: 'MF · bpr #2' };
    expect(runName(base, [first], catalog)).toBe('MF · bpr #2');
    expect(runName(base, [first, second], catalog)).toBe('MF · bpr #3');
  });

  it('says which part a setting of a split is of, where both ways to part the data have it', () => {
    const spec = changed(['split.params', { count: 2 }], ['validation.params', { count: 3 }]);
    expect(runName(spec, [first], catalog)).toBe('MF · bpr · split count 2 · validation count 3');
  });

  it('takes what the first run does not say for the defaults that it had', () => {
    const bare = { name: 'MF · bpr', spec: defaultSpec() };
    expect(runName(readSpec({}, catalog).spec, [bare], catalog)).toBe('MF · bpr #2');
  });

  it('names the fold of a first run', () => {
    expect(runName(changed(['split.fold', 3]), [], catalog)).toBe('MF · bpr · fold 3');
  });
});

describe('unique', () => {
  it('leaves a name that nobody has', () => {
    expect(unique('a', ['b'])).toBe('a');
  });
});
