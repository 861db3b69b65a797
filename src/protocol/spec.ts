/**
 * ExperimentSpec: one plain value that determines a run completely. Form, defaults, link, command line and file
 * all derive from the schemas here and from the parameter schemas in the catalogue.
 *
 * A `Choice` names an entry of a registry (a model, a split, an optimizer ...) and its parameters. What the
 * parameters may be is known to that entry alone; `parseSpec.ts` checks them against the catalogue.
 */
import { z } from './zod';
import { parseMetricKey } from './metricKey';
import { textOptions } from './textOptions';

export const paramValue = z.union([
  z.number(),
  z.boolean(),
  z.string().max(200),
  z.array(z.number()).max(16),
]);
export type ParamValue = z.infer<typeof paramValue>;
export type Params = Record<string, ParamValue>;

const params = z.record(z.string().max(64), paramValue);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is not a valid name');

export const metricKeySchema = z.string().refine((key) => parseMetricKey(key) !== null, {
  message: 'is not a metric such as "ndcg@10" or "rmse"',
});

/** How a number is shown and edited; read by the generated forms. */
export interface FieldMeta {
  title: string;
  description?: string;
  unit?: string;
  /** Step on a logarithmic scale (learning rates, penalties). */
  scale?: 'log';
  step?: number;
  /** Registry that a Choice picks from. */
  registry?: string;
}

const meta = (m: FieldMeta): Record<string, unknown> => ({ ...m });

const choice = (registry: string, title: string, defaultId: string, defaultParams: Params = {}) =>
  z
    .object({ id: id.default(defaultId), params: params.default(defaultParams) })
    .prefault({})
    .meta(meta({ title, registry }));

export const dataSpec = z
  .object({
    source: z.enum(['generated', 'imported']).default('generated'),
    name: z.string().max(200).default('Generated films'),
    fingerprint: z
      .string()
      .regex(/^([0-9a-f]{64})?$/, 'is not a SHA-256 in hexadecimal')
      .default(''),
    positiveFrom: z
      .number()
      .min(0)
      .max(100)
      .default(0)
      .meta(
        meta({
          title: 'Keep ratings from',
          description:
            'Ratings below this are left out before the split. 0 keeps all: every rating counts as an interaction.',
          step: 0.5,
        }),
      ),
    minUserInteractions: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .meta(
        meta({
          title: 'Users with at least',
          unit: 'interactions',
          description: 'Users with fewer are left out (k-core, repeated until stable).',
        }),
      ),
    minItemInteractions: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .meta(
        meta({
          title: 'Items with at least',
          unit: 'interactions',
          description: 'Items with fewer are left out (k-core, repeated until stable).',
        }),
      ),
    vectors: z
      .string()
      .max(200)
      .default('')
      .meta(
        meta({
          title: 'Item vectors',
          description: 'Vectors of the items that models may use, by the name under which they are kept.',
        }),
      ),
  })
  .prefault({});

/** Of the data, what a model of texts sees: which words, and which genres. */
const textSpec = textOptions
  .extend({
    minMovies: z
      .int()
      .min(1)
      .max(100_000)
      .default(10)
      .meta(
        meta({
          title: 'Genres with at least',
          unit: 'movies',
          description: 'Rarer genres are left out: there is too little to learn them from, or to measure.',
        }),
      ),
  })
  .prefault({});

export const experimentSpec = z.object({
  /** Raised when a spec of old would mean something else; `migrateSpec` brings it up. */
  v: z.literal(2).default(2),
  data: dataSpec,
  text: textSpec,
  split: z
    .object({
      id: id.default('leave-last-out'),
      params: params.default({}),
      fold: z
        .int()
        .min(0)
        .max(100)
        .default(0)
        .meta(meta({ title: 'Fold', description: '0 runs all folds, one run each.' })),
      dropUnseen: z
        .boolean()
        .default(true)
        .meta(
          meta({
            title: 'Drop unseen from test',
            description:
              'Held-out interactions whose user or item never occurs in train are left out and counted.',
          }),
        ),
    })
    .prefault({})
    .meta(meta({ title: 'Split', registry: 'splits' })),
  validation: choice('validations', 'Validation', 'leave-last-out'),
  sessions: z
    .object({
      id: id.default('whole'),
      params: params.default({}),
      maxLength: z
        .int()
        .min(1)
        .max(500)
        .default(50)
        .meta(
          meta({
            title: 'Longest sequence',
            unit: 'items',
            description:
              'What a model sees of the past, at most. Longer training sessions are cut into pieces of this length; of what came before a prediction the latest items count.',
          }),
        ),
    })
    .prefault({})
    .meta(meta({ title: 'Sessions', registry: 'sessions' })),
  model: choice('models', 'Model', 'mf'),
  loss: choice('losses', 'Loss', 'bpr'),
  optimizer: choice('optimizers', 'Optimizer', 'adam', { learningRate: 0.01 }),
  negatives: z
    .object({
      id: id.default('uniform'),
      params: params.default({}),
      perPositive: z
        .int()
        .min(1)
        .max(64)
        .default(4)
        .meta(
          meta({
            title: 'Negatives per positive',
            description:
              'Pointwise losses draw this many unobserved items for each interaction; pairwise losses draw one.',
          }),
        ),
      filterKnown: z
        .boolean()
        .default(true)
        .meta(
          meta({
            title: 'Never draw known positives',
            description: 'Draws again when the item is in the user’s training history.',
          }),
        ),
    })
    .prefault({})
    .meta(meta({ title: 'Negatives', registry: 'negatives' })),
  train: z
    .object({
      epochs: z
        .int()
        .min(1)
        .max(1000)
        .default(20)
        .meta(meta({ title: 'Epochs' })),
      batchSize: z
        .int()
        .min(1)
        .max(1_048_576)
        .default(1024)
        .meta(meta({ title: 'Batch size', unit: 'samples', scale: 'log' })),
      l2: z
        .number()
        .min(0)
        .max(10)
        .default(0.001)
        .meta(
          meta({
            title: 'L2 penalty',
            scale: 'log',
            description:
              'λ · mean over the batch of ½‖row‖², on the embedding rows and biases that the batch looks up.',
          }),
        ),
      decaySteps: z
        .int()
        .min(0)
        .max(10_000_000)
        .default(0)
        .meta(
          meta({
            title: 'Decay every',
            unit: 'steps',
            description:
              'After so many steps each time, the learning rate is multiplied by the decay rate. 0: it stays as it is.',
          }),
        ),
      decayRate: z
        .number()
        .min(0.01)
        .max(1)
        .default(0.95)
        .meta(meta({ title: 'Decay rate', step: 0.05 })),
    })
    .prefault({}),
  earlyStopping: z
    .object({
      metric: metricKeySchema.default('ndcg@10').meta(
        meta({
          title: 'Watched metric',
          description: 'Its best validation epoch is kept and restored at the end.',
        }),
      ),
      patience: z
        .int()
        .min(0)
        .max(1000)
        .default(0)
        .meta(
          meta({
            title: 'Patience',
            unit: 'epochs',
            description: 'Stop after this many epochs without improvement. 0: never stop early.',
          }),
        ),
      minDelta: z
        .number()
        .min(0)
        .max(1)
        .default(0)
        .meta(meta({ title: 'Least improvement', scale: 'log' })),
    })
    .prefault({}),
  evaluation: z
    .object({
      candidates: choice('candidates', 'Candidates', 'full'),
      /** What is no candidate, of what the user had. */
      seen: choice('seen', 'Seen', 'all'),
      metrics: z
        .array(metricKeySchema)
        .min(1)
        .max(40)
        .default([
          'hr@10',
          'ndcg@10',
          'precision@10',
          'recall@10',
          'f1@10',
          'mrr@10',
          'recall@20',
          'mrr@20',
          'ndcg@5',
          'ndcg@20',
          'map',
          'map@10',
          'auc',
          'coverage@10',
          'gini@10',
          'popularity@10',
          'rmse',
          'mae',
          'precision/micro',
          'recall/micro',
          'f1/micro',
          'precision/macro',
          'recall/macro',
          'f1/macro',
          'precision-tuned/micro',
          'recall-tuned/micro',
          'f1-tuned/micro',
          'f1-tuned/macro',
        ])
        .meta(meta({ title: 'Metrics' })),
      every: z
        .int()
        .min(1)
        .max(100)
        .default(1)
        .meta(meta({ title: 'Evaluate every', unit: 'epochs' })),
    })
    .prefault({}),
  seed: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .default(1)
    .meta(
      meta({
        title: 'Seed',
        description: 'Sets initial weights, batches, negatives and dropout, on every backend.',
      }),
    ),
});

export type ExperimentSpec = z.infer<typeof experimentSpec>;
export type Choice = ExperimentSpec['model'];

/** A spec with any part left out; arrays and whole values replace, objects merge. */
export type SpecOverrides = DeepPartial<ExperimentSpec>;
type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;

export function defaultSpec(): ExperimentSpec {
  return experimentSpec.parse({});
}
