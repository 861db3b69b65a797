/** Automatic names of runs: the model, its loss, and what differs from the first run of the same pair. */
import { findEntry, type Catalog } from '../../protocol/catalog';
import { readSpec } from '../../protocol/completeSpec';
import { parseMetricKey } from '../../protocol/metricKey';
import type { ExperimentSpec } from '../../protocol/spec';
import { changedSettings } from '../../protocol/specDiff';

const most = 3;

/** Words for settings whose own name is too long for a chart label. */
const shortNames: Record<string, string> = {
  learningRate: 'lr',
  batchSize: 'batch',
  perPositive: 'neg',
  filterKnown: 'filter known',
  positiveFrom: 'from',
  minUserInteractions: 'user ≥',
  minItemInteractions: 'item ≥',
  dropUnseen: 'drop unseen',
  maxLength: 'length',
};

/** Settings that do not change what is learned. */
const unnamed = ['data.source', 'data.fingerprint', 'evaluation.metrics', 'model.id', 'loss.id', 'v'];

/** Choices named by their id alone. */
const choiceIds = [
  'split.id',
  'validation.id',
  'sessions.id',
  'optimizer.id',
  'negatives.id',
  'evaluation.candidates.id',
  'evaluation.seen.id',
  'data.name',
];

/**
 * A short name that no earlier run has.
 * @param earlier runs in the order they were made
 */
export function runName(
  spec: ExperimentSpec,
  earlier: { name: string; spec: ExperimentSpec }[],
  catalog: Catalog,
): string {
  const model = catalog.models.find((entry) => entry.id === spec.model.id);
  const parts = [model?.label ?? spec.model.id];
  if (model && model.losses.length > 1)
    parts.push((findEntry(catalog, 'losses', spec.loss.id)?.label ?? spec.loss.id).toLowerCase());
  const first = earlier.find(
    (run) => run.spec.model.id === spec.model.id && (parts.length === 1 || run.spec.loss.id === spec.loss.id),
  );
  // What a run of an earlier visit does not say is at its default.
  const differences = first ? namedDifferences(readSpec(first.spec, catalog).spec, spec) : foldOf(spec);
  parts.push(...differences.slice(0, most));
  if (differences.length > most) parts.push(`+${differences.length - most}`);
  return unique(
    parts.join(' · '),
    earlier.map(({ name }) => name),
  );
}

const foldOf = (spec: ExperimentSpec): string[] => (spec.split.fold > 0 ? [`fold ${spec.split.fold}`] : []);

function namedDifferences(from: ExperimentSpec, to: ExperimentSpec): string[] {
  const changes = changedSettings(from, to).filter(({ path, to: value }) => {
    if (unnamed.includes(path) || value === undefined) return false;
    // Parameters of another choice differ because the choice does.
    const owner = path.replace(/\.params\..*$/, '.id');
    return owner === path || changedSettings(from, to).every((change) => change.path !== owner);
  });
  return changes.map(({ path, to: value }) => nameOf(path, value));
}

function nameOf(path: string, value: unknown): string {
  if (choiceIds.includes(path)) return String(value);
  const [section, ...rest] = path.split('.');
  const key = rest.at(-1) ?? section!;
  // Both ways to part the data have settings of the same names.
  const isParting = /^(split|validation)\.params\./.test(path);
  const owner = isParting ? `${section} ` : '';
  const name = owner + nameOfKey(key);
  if (typeof value === 'boolean') return `${name} ${value ? 'on' : 'off'}`;
  if (Array.isArray(value)) return `${name} ${value.length > 0 ? value.join('-') : 'none'}`;
  if (typeof value === 'string' && parseMetricKey(value)) return `${name} ${value}`;
  return `${name} ${typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value)}`;
}

const nameOfKey = (key: string): string =>
  shortNames[key] ?? key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** The name itself, or with the least number that makes it new. */
export function unique(name: string, taken: string[]): string {
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n++) {
    const numbered = `${name} #${n}`;
    if (!taken.includes(numbered)) return numbered;
  }
}
