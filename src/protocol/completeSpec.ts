/** Reading a spec from a stranger: every bad value is named, and falls back to its default. */
import type { z } from 'zod';
import {
  findEntry,
  measuredKinds,
  type Catalog,
  type MetricEntry,
  type ModelEntry,
  type ParamSchema,
  type RegistryName,
  type SplitEntry,
  type SplitUnit,
  type Task,
} from './catalog';
import { AppError } from './errors';
import { parseMetricKey } from './metricKey';
import { migrateSpec } from './migrateSpec';
import {
  defaultSpec,
  experimentSpec,
  type ExperimentSpec,
  type Params,
  type ParamValue,
  type SpecOverrides,
} from './spec';

export interface SpecProblem {
  /** Dot path: "train.batchSize". */
  path: string;
  message: string;
}

export interface ReadSpec {
  spec: ExperimentSpec;
  problems: SpecProblem[];
}

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `base` with `overrides` laid over it: objects merge, everything else replaces. Neither is changed. */
export function mergeSpec<T>(base: T, overrides: unknown): T {
  if (!isPlain(base) || !isPlain(overrides)) return (overrides === undefined ? base : overrides) as T;
  const merged: Plain = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    // A choice of another id takes none of the old parameters with it.
    const changesId = key === 'params' && 'id' in overrides && overrides.id !== (base as Plain).id;
    merged[key] = key in merged && !changesId ? mergeSpec(merged[key], value) : value;
  }
  if (
    'id' in overrides &&
    'params' in base &&
    !('params' in overrides) &&
    overrides.id !== (base as Plain).id
  )
    merged.params = {};
  return merged as T;
}

/** Spec and registry of every choice in a spec. */
export function choicesOf(
  spec: ExperimentSpec,
): { path: string; registry: RegistryName; choice: { id: string; params: Params } }[] {
  return [
    { path: 'split', registry: 'splits', choice: spec.split },
    { path: 'validation', registry: 'validations', choice: spec.validation },
    { path: 'sessions', registry: 'sessions', choice: spec.sessions },
    { path: 'model', registry: 'models', choice: spec.model },
    { path: 'loss', registry: 'losses', choice: spec.loss },
    { path: 'optimizer', registry: 'optimizers', choice: spec.optimizer },
    { path: 'negatives', registry: 'negatives', choice: spec.negatives },
    { path: 'evaluation.candidates', registry: 'candidates', choice: spec.evaluation.candidates },
    { path: 'evaluation.seen', registry: 'seen', choice: spec.evaluation.seen },
  ];
}

/** Why a parameter value is not allowed, or null. */
export function paramFault(schema: ParamSchema, value: unknown): string | null {
  if (schema.enum)
    return schema.enum.includes(value as never) ? null : `must be one of ${schema.enum.join(', ')}`;
  if (schema.type === 'boolean') return typeof value === 'boolean' ? null : 'must be true or false';
  if (schema.type === 'string') return typeof value === 'string' ? null : 'must be text';
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return 'must be a list of numbers';
    if (value.length > (schema.maxItems ?? Infinity)) return `must have at most ${schema.maxItems} entries`;
    if (value.length < (schema.minItems ?? 0)) return `must have at least ${schema.minItems} entries`;
    for (const entry of value) {
      const fault = schema.items ? paramFault(schema.items, entry) : null;
      if (fault) return `each entry ${fault}`;
    }
    return null;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  if (schema.type === 'integer' && !Number.isInteger(value)) return 'must be a whole number';
  if (value < (schema.minimum ?? -Infinity)) return `must be at least ${schema.minimum}`;
  if (value > (schema.maximum ?? Infinity)) return `must be at most ${schema.maximum}`;
  return null;
}

function removeAt(root: Plain, path: PropertyKey[]): boolean {
  let at: unknown = root;
  for (const key of path.slice(0, -1)) at = isPlain(at) ? at[String(key)] : undefined;
  const last = path.at(-1);
  if (!isPlain(at) || last === undefined || !(String(last) in at)) return false;
  delete at[String(last)];
  return true;
}

function unknownKeys(given: unknown, known: unknown, path: string): string[] {
  if (!isPlain(given) || !isPlain(known) || path.endsWith('params')) return [];
  return Object.keys(given).flatMap((key) => {
    const here = path ? `${path}.${key}` : key;
    return key in known ? unknownKeys(given[key], known[key], here) : [here];
  });
}

const setAt = (root: ExperimentSpec, path: string, value: unknown): void => {
  const keys = path.split('.');
  let at = root as unknown as Plain;
  for (const key of keys.slice(0, -1)) at = at[key] as Plain;
  at[keys.at(-1)!] = value;
};

/**
 * Makes a whole, valid spec from untrusted overrides. Unknown keys, ids and parameters and values out of range
 * are reported and replaced by their defaults; parameters left out are filled in from the catalogue. Those that say that
 * they are of an older version keep what they meant.
 */
export function readSpec(given: unknown, catalog: Catalog, base: ExperimentSpec = defaultSpec()): ReadSpec {
  const overrides = migrateSpec(given);
  const problems: SpecProblem[] = [];
  for (const path of unknownKeys(overrides, base, ''))
    problems.push({ path, message: 'is not a known setting; ignored' });
  const raw = mergeSpec(
    structuredClone(base) as unknown as Plain,
    isPlain(overrides) ? structuredClone(overrides) : {},
  );
  let result = experimentSpec.safeParse(raw);
  for (let round = 0; !result.success && round < 100; round++) {
    for (const issue of topIssues(result.error)) {
      // Deeper than the value itself (an entry of a list): drop the whole value.
      let path = issue.path;
      while (path.length > 0 && !removeAt(raw, path)) path = path.slice(0, -1);
      problems.push({ path: issue.path.join('.'), message: `${issue.message}; the default is used` });
    }
    result = experimentSpec.safeParse(raw);
  }
  const spec = result.success ? result.data : defaultSpec();
  for (const { path, registry, choice } of choicesOf(spec)) {
    const entry =
      findEntry(catalog, registry, choice.id) ?? fallback(catalog, registry, path, choice.id, problems);
    const params: Params = {};
    for (const [name, schema] of Object.entries(entry.params)) {
      const value = choice.params[name];
      const fault = value === undefined ? null : paramFault(schema, value);
      if (fault) problems.push({ path: `${path}.params.${name}`, message: `${fault}; the default is used` });
      params[name] = (value === undefined || fault ? structuredClone(schema.default) : value) as ParamValue;
    }
    for (const name of Object.keys(choice.params)) {
      if (!(name in entry.params))
        problems.push({
          path: `${path}.params.${name}`,
          message: `is not a parameter of ${entry.label}; ignored`,
        });
    }
    setAt(spec, `${path}.id`, entry.id);
    setAt(spec, `${path}.params`, params);
  }
  const model = catalog.models.find((m) => m.id === spec.model.id);
  if (model && model.losses.length > 0 && !model.losses.includes(spec.loss.id)) {
    problems.push({
      path: 'loss.id',
      message: `${model.label} cannot be trained with "${spec.loss.id}"; "${model.losses[0]}" is used`,
    });
    const loss = findEntry(catalog, 'losses', model.losses[0]!)!;
    spec.loss = { id: loss.id, params: defaultParams(loss.params) };
  }
  return { spec, problems };
}

export function defaultParams(schemas: Record<string, ParamSchema>): Params {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, structuredClone(schema.default) as ParamValue]),
  );
}

function topIssues(error: z.ZodError): { path: PropertyKey[]; message: string }[] {
  return error.issues.map(({ path, message }) => ({ path, message }));
}

function fallback(
  catalog: Catalog,
  registry: RegistryName,
  path: string,
  id: string,
  problems: SpecProblem[],
) {
  const keys = path.split('.');
  let at = defaultSpec() as unknown as Plain;
  for (const key of keys) at = at[key] as Plain;
  const entry = findEntry(catalog, registry, at.id as string)!;
  problems.push({ path: `${path}.id`, message: `"${id}" is not known; "${entry.id}" is used` });
  return entry;
}

/** What is watched in training for a task when nothing fitting was; models of ratings are watched by their ratings. */
const usuallyWatched: Record<Task, string> = {
  ranking: 'ndcg@10',
  rating: 'rmse',
  sequence: 'recall@20',
  genres: 'f1-tuned/micro',
};

/** Whether a metric can stay watched under a model of a task. */
const staysWatched = (metric: MetricEntry | undefined, task: Task): boolean =>
  metric !== undefined &&
  (task === 'rating' ? metric.kind === 'ratings' : measuredKinds[task].includes(metric.kind));

/** What a model's task parts usually: models of texts learn from items, all others from interactions. */
export const unitOf = (task: Task): SplitUnit => (task === 'genres' ? 'items' : 'interactions');

/** Whether a split suits a task. Models of sequences learn from whatever sessions keep of their interactions. */
export const partsUnit = (entry: SplitEntry | undefined, task: Task): boolean =>
  entry !== undefined &&
  (entry.unit === 'either' ||
    entry.unit === unitOf(task) ||
    (task === 'sequence' && entry.unit === 'sessions'));

/** The first split and validation that suit the model, where those of the spec do not. */
function fittingSplit(spec: ExperimentSpec, { task }: ModelEntry, catalog: Catalog): SpecOverrides {
  const fitting = (registry: SplitEntry[], id: string) => {
    const current = registry.find((entry) => entry.id === id);
    return partsUnit(current, task) ? {} : { id: registry.find((entry) => entry.unit === unitOf(task))!.id };
  };
  return {
    split: { ...fitting(catalog.splits, spec.split.id), fold: spec.split.fold },
    validation: fitting(catalog.validations, spec.validation.id),
  };
}

/**
 * The spec after a person picks another model: its recommended values and its usual loss.
 * Data, seed and evaluation candidates stay as they are, and the split where it suits the model.
 */
export function withModel(spec: ExperimentSpec, modelId: string, catalog: Catalog): ExperimentSpec {
  const model = catalog.models.find((m) => m.id === modelId);
  if (!model)
    throw new AppError('bad-spec', `There is no model called "${modelId}".`, 'Choose one from the list.');
  const loss = model.losses[0] ? { loss: { id: model.losses[0] } } : {};
  const watched = catalog.metrics.find((m) => m.id === parseMetricKey(spec.earlyStopping.metric)?.id);
  const overrides = mergeSpec(
    {
      model: { id: modelId },
      earlyStopping: staysWatched(watched, model.task) ? {} : { metric: usuallyWatched[model.task] },
      ...loss,
      ...fittingSplit(spec, model, catalog),
    } as SpecOverrides,
    model.recommended,
  );
  return readSpec(overrides, catalog, spec).spec;
}
