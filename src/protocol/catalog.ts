/**
 * What there is to choose from: every registry, as plain data. The page and the terminal never import a model;
 * they ask the train worker for this and draw their forms from it.
 */
import type { MetricKey } from './metricKey';
import type { FieldMeta, SpecOverrides } from './spec';

/** The part of JSON Schema that parameter schemas use. */
export interface ParamSchema extends Partial<FieldMeta> {
  type?: 'number' | 'integer' | 'boolean' | 'string' | 'array';
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  enum?: (string | number)[];
  items?: ParamSchema;
  minItems?: number;
  maxItems?: number;
}

export interface Entry {
  id: string;
  label: string;
  /** One or two plain sentences. */
  help: string;
  /** The paper or source, '' where there is none. */
  citation: string;
  /** Parameters in order of display. */
  params: Record<string, ParamSchema>;
}

/**
 * What a model is trained for: `ranking` orders items, `rating` predicts stars (and orders items by them), `sequence`
 * orders items by how likely each comes next, `genres` tells the genres of an item from its text.
 */
export type Task = 'ranking' | 'rating' | 'sequence' | 'genres';

export interface ModelEntry extends Entry {
  task: Task;
  /** Ids of the losses it can be trained with; empty when it has no gradient steps. */
  losses: string[];
  /** Whether it can learn from vectors of the items besides interactions, as `data.vectors` names them. */
  usesVectors: boolean;
  /** Spec values that suit it, applied when a person picks the model. */
  recommended: SpecOverrides;
}

/** The kinds of metrics that models of a task are measured by. */
export const measuredKinds: Readonly<Record<Task, readonly MetricEntry['kind'][]>> = {
  ranking: ['ranks', 'lists'],
  rating: ['ranks', 'lists', 'ratings'],
  sequence: ['ranks', 'lists'],
  genres: ['labels'],
};

export interface LossEntry extends Entry {
  /** What a batch holds, see `data/sample`. */
  feed: 'pointwise' | 'pairwise' | 'in-batch' | 'rating' | 'next' | 'genres';
  formula: string;
}

export interface MetricEntry extends Entry {
  formula: string;
  higherIsBetter: boolean;
  /** `none`: whole ranking only; `required`: needs @k; `optional`: both. */
  cutoff: 'none' | 'required' | 'optional';
  /** `ranks` and `lists` order items; `ratings` compares predicted with true ratings, `labels` predicted with true genres. */
  kind: 'ranks' | 'lists' | 'ratings' | 'labels';
  unit: string;
}

/**
 * What a split parts: single interactions, whole sessions of them, items that models of texts learn from, or `either`
 * of them all.
 */
export type SplitUnit = 'interactions' | 'sessions' | 'items' | 'either';

export interface SplitEntry extends Entry {
  unit: SplitUnit;
  /** Whether it holds out items with all their interactions, which are measured apart from the others. */
  holdsItems: boolean;
  /** Whether the seed decides what is held out. */
  drawn: boolean;
}

/** A value someone published, with where it stands. Shown only beside runs of the same protocol. */
export interface PublishedValue {
  metric: MetricKey;
  value: number;
  source: string;
  /** In what the protocol was another, so that the value may be looked at but not compared; shown with it. */
  differs?: string;
}

/** One run of a preset that is a comparison. */
export interface PresetVariant {
  name: string;
  spec: SpecOverrides;
  /** What was published for this variant alone. */
  published?: PublishedValue[];
}

/** What the tables of a comparison show, on top of what any comparison has. */
export interface ComparisonView {
  /** Metrics of the test part, in order. Left out: the watched one, and those of most interest. */
  tableMetrics?: MetricKey[];
  /** Name of the variant that the others are set against, by their gain over it. */
  baseline?: string;
  /** Metric of the watched part that is shown after each epoch. */
  perEpoch?: MetricKey;
  /** Id of a metric of the test part that is shown at k = 1..10: "hr", "recall/cold". */
  overK?: string;
}

export interface CandidatesEntry extends Entry {
  /** Whether what a user has seen is left out, so that it matters what counts as seen. */
  leavesOutSeen: boolean;
  /** Whether the seed decides which items they are. */
  drawn: boolean;
}

export interface Preset extends ComparisonView {
  id: string;
  label: string;
  /** The question it answers and what to look for. */
  question: string;
  lookFor: string;
  /** Expected time on a laptop without a GPU. */
  expectedTime: string;
  /** What data it needs, for people: "MovieLens 100K (ml-100k.zip)". */
  dataHint: string;
  spec: SpecOverrides;
  /** A comparison: one run for each, their overrides laid over `spec`. */
  variants?: PresetVariant[];
  /** Part of the spec that makes up the published protocol; a run must agree on all of it to be compared. */
  protocol: SpecOverrides;
  published: PublishedValue[];
}

export interface Catalog {
  models: ModelEntry[];
  losses: LossEntry[];
  optimizers: Entry[];
  splits: SplitEntry[];
  /** Ways to carve validation from train: the splits that leave a single fold, `none` and `test`. */
  validations: SplitEntry[];
  /** Ways to cut what a user did into sessions. */
  sessions: Entry[];
  negatives: Entry[];
  candidates: CandidatesEntry[];
  /** What counts as seen by a user. */
  seen: Entry[];
  metrics: MetricEntry[];
  presets: Preset[];
}

/** Names of the registries a `Choice` can pick from. */
export type RegistryName =
  | 'models'
  | 'losses'
  | 'optimizers'
  | 'splits'
  | 'validations'
  | 'sessions'
  | 'negatives'
  | 'candidates'
  | 'seen';

export function findEntry(catalog: Catalog, registry: RegistryName, id: string): Entry | undefined {
  return (catalog[registry] as Entry[]).find((entry) => entry.id === id);
}
