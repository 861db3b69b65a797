/** What decides what a run is measured on: only runs that agree in it have values that can be compared. */
import type { Catalog } from './catalog';
import type { ExperimentSpec } from './spec';
import { flatten } from './specDiff';

export type MeasuredPart = 'validation' | 'test';

/** Settings that matter whatever the others are. The name of a data set says nothing, and vectors are the model's. */
const always = /^(data\.(?!name$|vectors$|source$)|split\.)/;

/**
 * Of all settings those that decide which pairs of users and items a part holds, and what they are ranked among, by path.
 * The seed is one of them only where something of it is drawn.
 */
export function measuringSettings(
  spec: ExperimentSpec,
  part: MeasuredPart,
  catalog: Catalog,
): Map<string, unknown> {
  const split = catalog.splits.find(({ id }) => id === spec.split.id);
  const validation = catalog.validations.find(({ id }) => id === spec.validation.id);
  const candidates = catalog.candidates.find(({ id }) => id === spec.evaluation.candidates.id);
  const ofGenres = catalog.models.find(({ id }) => id === spec.model.id)?.task === 'genres';
  const leavesOutSeen = !ofGenres && candidates?.leavesOutSeen === true;
  // What is carved from train decides what is known of the test part where only what was trained on counts.
  const trainMatters = spec.split.dropUnseen || (leavesOutSeen && spec.evaluation.seen.id !== 'all');
  const ofValidation = part === 'validation' || trainMatters;
  const bySessions = [split, ofValidation ? validation : undefined].some((one) => one?.unit === 'sessions');
  const isDrawn =
    split?.drawn || (ofValidation && validation?.drawn) || (!ofGenres && candidates?.drawn) || false;
  const matters = (path: string): boolean =>
    always.test(path) ||
    (ofValidation && path.startsWith('validation.')) ||
    (bySessions && /^sessions\.(?!maxLength$)/.test(path)) ||
    (!ofGenres && path.startsWith('evaluation.candidates.')) ||
    (leavesOutSeen && path.startsWith('evaluation.seen.')) ||
    (ofGenres && path === 'text.minMovies') ||
    (isDrawn && path === 'seed');
  return new Map([...flatten(spec)].filter(([path]) => matters(path)));
}

/** The same for all runs whose values of a part can be compared; the folds of one cross-validation are alike in this. */
export const measuredKey = (spec: ExperimentSpec, part: MeasuredPart, catalog: Catalog): string =>
  JSON.stringify([
    part,
    ...[...measuringSettings(spec, part, catalog)].filter(([path]) => path !== 'split.fold'),
  ]);
