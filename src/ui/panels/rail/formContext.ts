/** What every field of the rail needs to know, worked out once per edit: values and defaults. */
import { createContext, useContext } from 'react';
import type { Catalog } from '../../../protocol/catalog';
import { flatten } from '../../../protocol/specDiff';
import type { ExperimentSpec } from '../../../protocol/spec';
import { settingId } from '../../store/drafts';
import { defaultsFor, useExperiment } from '../../store/experiment';
import { livePath, runningSpec, useIsPending } from '../../store/pending';
import { getAt } from '../../store/specPath';
import { applyLearningRate } from '../../store/training';

export interface FormState {
  catalog: Catalog;
  spec: ExperimentSpec;
  defaults: ExperimentSpec;
}

export const FormContext = createContext<FormState | null>(null);

export function formState(catalog: Catalog, spec: ExperimentSpec): FormState {
  return { catalog, spec, defaults: defaultsFor(spec, catalog) };
}

export function useForm(): FormState {
  const state = useContext(FormContext);
  if (!state) throw new Error('A field stands outside of the form.');
  return state;
}

/** One setting, ready for a control. */
export function useField(path: string) {
  const { spec, defaults } = useForm();
  const pending = useIsPending(path);
  const value = getAt(spec, path);
  const atDefault = JSON.stringify(value) === JSON.stringify(getAt(defaults, path));
  const goesLive = (edited: unknown): edited is number =>
    path === livePath && runningSpec()?.optimizer.id === spec.optimizer.id && typeof edited === 'number';
  const onChange = (edited: unknown): void => {
    useExperiment.getState().set(path, edited);
    if (goesLive(edited)) applyLearningRate(edited);
  };
  return {
    id: settingId(path),
    value,
    changed: !atDefault,
    pending,
    onChange,
    onReset: () => onChange(structuredClone(getAt(defaults, path))),
  };
}

/** How many settings below a path differ from their defaults. */
export function useChangedCount(paths: string[]): number {
  const { spec, defaults } = useForm();
  return paths.reduce((count, path) => {
    const standard = flatten(getAt(defaults, path), path);
    const differing = [...flatten(getAt(spec, path), path)].filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(standard.get(key)),
    );
    return count + differing.length;
  }, 0);
}
