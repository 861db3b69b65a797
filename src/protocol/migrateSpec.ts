/** Specs that an older version of the page wrote, in links, files and stored runs: they keep what they meant. */
import type { ExperimentSpec } from './spec';

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What each version left to the next, by the version it brings up. Until version 1 only what was kept of train and
 * validation counted as seen.
 */
const steps: Readonly<Record<number, (spec: Plain) => Plain>> = {
  1: (spec) => ({
    ...spec,
    v: 2,
    evaluation: { seen: { id: 'kept', params: {} }, ...(isPlain(spec.evaluation) ? spec.evaluation : {}) },
  }),
};

/** A spec, or part of one, as the newest version has it. One that does not say its version is of the newest. */
export function migrateSpec(spec: ExperimentSpec): ExperimentSpec;
export function migrateSpec(spec: unknown): unknown;
export function migrateSpec(spec: unknown): unknown {
  let current = spec;
  while (isPlain(current) && typeof current.v === 'number' && steps[current.v])
    current = steps[current.v]!(current);
  return current;
}
