/** Settings of runs side by side: which differ, and how a value is written. */
import { changedSettings, flatten } from '../../../protocol/specDiff';
import type { RunRecord } from '../../store/runRecord';

const specOf = (run: RunRecord) => run.info?.spec ?? run.spec;

/** Dot paths of the settings in which not all runs agree, in the order of the spec. */
export function differingSettings(runs: readonly RunRecord[]): string[] {
  const first = runs[0];
  if (!first) return [];
  const differing = new Set(
    runs.slice(1).flatMap((run) => changedSettings(specOf(first), specOf(run)).map(({ path }) => path)),
  );
  return allSettings(runs).filter((path) => differing.has(path));
}

/** Dot paths of all settings that any of the runs has, section by section in the order of the spec. */
export function allSettings(runs: readonly RunRecord[]): string[] {
  const paths = [...new Set(runs.flatMap((run) => [...flatten(specOf(run)).keys()]))];
  const sections = [...new Set(runs.flatMap((run) => Object.keys(specOf(run))))];
  const sectionOf = (path: string) => sections.indexOf(path.split('.')[0]!);
  return paths.sort((a, b) => sectionOf(a) - sectionOf(b));
}

/** A setting as text: "0.001", "true", "64, 32, 16"; '' where the run has none. */
export function settingText(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** For a cell: numbers stay numbers, so that they sort by size. */
export function settingValue(run: RunRecord, path: string): number | string | undefined {
  const value = flatten(specOf(run)).get(path);
  return typeof value === 'number' || value === undefined ? value : settingText(value);
}
