import { describe, expect, it } from 'vitest';
import type { Catalog, Entry, LossEntry, ModelEntry, ParamSchema } from '../src/protocol/catalog';
import { readSpec } from '../src/protocol/completeSpec';
import { writeLink } from '../src/protocol/link';
import { parseArguments } from './arguments';
import { askedSpecs } from './askedSpecs';

const entry = (id: string, params: Record<string, ParamSchema> = {}): Entry => ({
  id,
  label: id,
  help: '',
  citation: '',
  params,
});
const factors: ParamSchema = { type: 'integer', default: 8, minimum: 1, maximum: 64 };
const model = (id: string, changes: Partial<ModelEntry>): ModelEntry => ({
  ...entry(id, { factors }),
  task: 'ranking',
  losses: ['bpr', 'bce'],
  usesVectors: false,
  recommended: {},
  ...changes,
});
const loss = (id: string): LossEntry => ({ ...entry(id), feed: 'pairwise', formula: '' });

const catalog: Catalog = {
  models: [
    model('mf', { recommended: { train: { batchSize: 512 } } }),
    model('neumf', {
      losses: ['bce'],
      recommended: { train: { batchSize: 256, epochs: 30 }, optimizer: { params: { learningRate: 0.002 } } },
    }),
    model('svd', { task: 'rating', losses: ['mse'], recommended: { split: { id: 'random-ratio' } } }),
  ],
  losses: [loss('bpr'), loss('bce'), loss('mse')],
  optimizers: [
    entry('adam', { learningRate: { type: 'number', default: 0.001, minimum: 0, maximum: 1 } }),
    entry('sgd', { learningRate: { type: 'number', default: 0.1, minimum: 0, maximum: 1 } }),
  ],
  splits: [
    { ...entry('leave-last-out'), unit: 'interactions', holdsItems: false, drawn: false },
    {
      ...entry('random-ratio', { ratio: { type: 'number', default: 0.25 } }),
      unit: 'interactions',
      holdsItems: false,
      drawn: true,
    },
  ],
  validations: [
    { ...entry('leave-last-out'), unit: 'interactions', holdsItems: false, drawn: false },
    { ...entry('none'), unit: 'either', holdsItems: false, drawn: false },
  ],
  sessions: [entry('whole')],
  negatives: [entry('uniform')],
  candidates: [{ ...entry('full'), leavesOutSeen: true, drawn: false }],
  seen: [entry('all')],
  metrics: [
    { ...entry('ndcg'), formula: '', higherIsBetter: true, cutoff: 'required', kind: 'ranks', unit: '' },
    { ...entry('rmse'), formula: '', higherIsBetter: false, cutoff: 'none', kind: 'ratings', unit: '' },
  ],
  presets: [
    {
      id: 'paper',
      label: 'The paper',
      question: '',
      lookFor: '',
      expectedTime: '',
      dataHint: 'MovieLens 100K',
      spec: {
        model: { id: 'neumf', params: { factors: 16 } },
        loss: { id: 'bce' },
        train: { batchSize: 100 },
      },
      protocol: { data: { fingerprint: 'ab'.repeat(32) } },
      published: [],
    },
  ],
};

const specOf = (command: string, file: unknown = null) =>
  askedSpecs(parseArguments(command.split(' ').filter(Boolean)), catalog, file)[0]!.spec;

describe('askedSpecs', () => {
  it('is the default model with its recommended settings when nothing is asked for', () => {
    expect(specOf('')).toEqual(readSpec({ train: { batchSize: 512 } }, catalog).spec);
  });

  it('gives a model its recommended settings', () => {
    const spec = specOf('--model neumf');
    expect(spec.train).toMatchObject({ batchSize: 256, epochs: 30 });
    expect(spec.optimizer).toEqual({ id: 'adam', params: { learningRate: 0.002 } });
    expect(spec.loss.id).toBe('bce');
  });

  it('lets a preset go before the recommended settings of another model, as far as they suit it', () => {
    const spec = specOf('--preset paper --model mf');
    expect(spec.model).toEqual({ id: 'mf', params: { factors: 8 } });
    expect(spec.train.batchSize).toBe(100);
    expect(spec.loss.id).toBe('bce');
  });

  it('asks for the data of a preset', () => {
    expect(specOf('--preset paper').data).toMatchObject({
      source: 'imported',
      name: 'MovieLens 100K',
      fingerprint: 'ab'.repeat(32),
    });
  });

  it('drops the loss of a preset when the model cannot be trained with it', () => {
    const spec = specOf('--preset paper --model svd');
    expect(spec.loss.id).toBe('mse');
    expect(spec.split.id).toBe('random-ratio');
    expect(spec.earlyStopping.metric).toBe('rmse');
  });

  it('keeps the parameters of a preset when its own model is named', () => {
    expect(specOf('--preset paper --model neumf').model.params).toEqual({ factors: 16 });
  });

  it('lets later options win: preset, file, option, --set', () => {
    const file = { train: { batchSize: 200, epochs: 7 }, seed: 3 };
    const spec = specOf(
      '--preset paper --seed 4 --epochs 8 --set train.epochs=9 --set model.factors=32',
      file,
    );
    expect(spec.train).toMatchObject({ batchSize: 200, epochs: 9 });
    expect(spec.seed).toBe(4);
    expect(spec.model).toEqual({ id: 'neumf', params: { factors: 32 } });
  });

  it('runs every variant of a preset that is a comparison, under the same other options', () => {
    const paper = catalog.presets[0]!;
    const variants = [
      { name: 'small', spec: { model: { params: { factors: 4 } } } },
      { name: 'large', spec: { model: { params: { factors: 64 } } } },
    ];
    const withVariants = { ...catalog, presets: [{ ...paper, variants }] };
    const runs = askedSpecs(
      parseArguments(['--preset', 'paper', '--set', 'train.epochs=3']),
      withVariants,
      null,
    );
    expect(runs.map(({ name, spec, isVariant }) => [name, spec.model, spec.train.epochs, isVariant])).toEqual(
      [
        ['small', { id: 'neumf', params: { factors: 4 } }, 3, true],
        ['large', { id: 'neumf', params: { factors: 64 } }, 3, true],
      ],
    );
  });

  it('reads all runs of a link', () => {
    const one = readSpec({ seed: 5 }, catalog).spec;
    const two = readSpec({ seed: 6, model: { id: 'neumf' }, loss: { id: 'bce' } }, catalog).spec;
    const link = writeLink(
      [
        { name: 'first', spec: one, result: null },
        { name: 'second', spec: two, result: null },
      ],
      catalog,
    );
    const asked = parseArguments(['--link', `https://example.org/${link}`, '--epochs', '2']);
    const runs = askedSpecs(asked, catalog, null);
    expect(runs.map(({ name, spec }) => [name, spec.seed, spec.model.id, spec.train.epochs])).toEqual([
      ['first', 5, 'mf', 2],
      ['second', 6, 'neumf', 2],
    ]);
  });

  it.each([
    ['--preset nothing', 'There is no preset called "nothing"'],
    ['--model nothing', 'There is no model called "nothing"'],
    ['--set train.speed=2', 'There is no setting "train.speed"'],
    ['--set model.factors=65', 'model.params.factors: must be at most 64'],
    ['--set model.depth=3', 'model.params.depth: is not a parameter of mf'],
    ['--set optimizer=lion', 'optimizer.id: "lion" is not known'],
    ['--preset paper --set loss=bpr', 'loss.id: neumf cannot be trained with "bpr"'],
    ['--set epochs', 'is not a setting'],
    ['--link https://example.org/', 'This link cannot be read'],
  ])('refuses %s', (command, message) => {
    expect(() => specOf(command)).toThrow(message);
  });

  it('refuses a file with a setting that does not exist, and does not speak of defaults', () => {
    const refuse = () => specOf('--spec x.json', { train: { batchSize: -1 }, colour: 'red' });
    expect(refuse).toThrow('colour: is not a known setting');
    expect(refuse).toThrow('train.batchSize: ');
    expect(refuse).not.toThrow(/is used|ignored/);
  });
});
