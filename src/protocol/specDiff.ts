/** What differs between two specs: for links, run names and "only show differences". */
import type { Catalog } from './catalog';
import { readSpec } from './completeSpec';
import type { ExperimentSpec, SpecOverrides } from './spec';

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The least overrides that turn `base` into `spec`. A choice of another id carries only non-default parameters. */
export function minimalOverrides(spec: ExperimentSpec, catalog: Catalog): SpecOverrides {
  // Defaults depend on the choices made (each model has its own parameters), so compare with the spec that has
  // the same ids and nothing else.
  const idsOnly = readSpec(pickIds(spec), catalog).spec;
  const difference = mergeTwo(pickChangedIds(spec, readSpec({}, catalog).spec), diff(idsOnly, spec));
  return difference as SpecOverrides;
}

function pickIds(value: unknown): Plain {
  const ids: Plain = {};
  if (!isPlain(value)) return ids;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'id') ids.id = child;
    else if (isPlain(child) && key !== 'params') {
      const inner = pickIds(child);
      if (Object.keys(inner).length > 0) ids[key] = inner;
    }
  }
  return ids;
}

function pickChangedIds(spec: unknown, base: unknown): Plain {
  return (diff(pickIds(base), pickIds(spec)) ?? {}) as Plain;
}

function diff(base: unknown, value: unknown): unknown {
  if (!isPlain(base) || !isPlain(value)) return same(base, value) ? undefined : value;
  const changed: Plain = {};
  for (const [key, child] of Object.entries(value)) {
    const inner = diff(base[key], child);
    if (inner !== undefined) changed[key] = inner;
  }
  return Object.keys(changed).length > 0 ? changed : undefined;
}

function mergeTwo(a: Plain, b: unknown): Plain {
  const merged: Plain = { ...a };
  if (isPlain(b)) {
    for (const [key, value] of Object.entries(b)) {
      merged[key] = isPlain(merged[key]) && isPlain(value) ? mergeTwo(merged[key], value) : value;
    }
  }
  return merged;
}

/** Every leaf of a spec by dot path, in the order of the spec. */
export function flatten(value: unknown, path = ''): Map<string, unknown> {
  if (!isPlain(value)) return new Map([[path, value]]);
  const entries = Object.entries(value).flatMap(([key, child]) => [
    ...flatten(child, path ? `${path}.${key}` : key),
  ]);
  return new Map(entries);
}

/** The settings in which two specs differ; `undefined` where one has no such setting. */
export function changedSettings(
  a: ExperimentSpec,
  b: ExperimentSpec,
): { path: string; from: unknown; to: unknown }[] {
  const left = flatten(a);
  const right = flatten(b);
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => !same(left.get(path), right.get(path)))
    .map((path) => ({ path, from: left.get(path), to: right.get(path) }));
}

/** True when `spec` agrees with every value that `part` names. */
export function agrees(spec: unknown, part: unknown): boolean {
  if (!isPlain(part)) return same(spec, part);
  return isPlain(spec) && Object.entries(part).every(([key, value]) => agrees(spec[key], value));
}
