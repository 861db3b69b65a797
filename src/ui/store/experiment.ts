/** The experiment being edited: one whole, valid spec, its defaults, and the way back from a replacement. */
import { mergeSpec, readSpec, withModel } from '../../protocol/completeSpec';
import type { Catalog } from '../../protocol/catalog';
import { defaultSpec, type ExperimentSpec } from '../../protocol/spec';
import { currentCatalog } from './catalog';
import { createStore } from './createStore';
import { dropAllDrafts, settingPath, stopsAtDraft } from './drafts';
import { withWatchedGroup } from './itemGroups';
import { getAt, withAt } from './specPath';

interface ExperimentState {
  spec: ExperimentSpec;
  /** What `undo` goes back to. */
  before: ExperimentSpec | null;
  set(path: string, value: unknown): void;
  /** Picks another entry for a choice ("model", "evaluation.candidates"), with that entry's defaults. */
  choose(path: string, id: string): void;
  reset(path: string): void;
  /** Everything at its default; the data set stays. */
  resetAll(): void;
  /** Takes over a whole spec: a preset, a link, an earlier run. */
  replace(spec: ExperimentSpec): void;
  undo(): void;
}

/** What the page opens with: the default model with the values it recommends. */
export function startingSpec(catalog: Catalog): ExperimentSpec {
  const { spec } = readSpec({}, catalog);
  return withModel(spec, spec.model.id, catalog);
}

/** The spec with the choices of `spec` and everything else at the default its model recommends. */
export function defaultsFor(spec: ExperimentSpec, catalog: Catalog): ExperimentSpec {
  const recommended = withModel(readSpec({}, catalog).spec, spec.model.id, catalog);
  const sameChoices = {
    split: { id: spec.split.id },
    validation: { id: spec.validation.id },
    sessions: { id: spec.sessions.id },
    loss: { id: spec.loss.id },
    optimizer: { id: spec.optimizer.id },
    negatives: { id: spec.negatives.id },
    evaluation: { candidates: { id: spec.evaluation.candidates.id } },
  };
  return readSpec(mergeSpec(recommended, sameChoices), catalog).spec;
}

/** The spec after another entry is picked for the choice at `path`. */
export function withChoice(spec: ExperimentSpec, path: string, id: string, catalog: Catalog): ExperimentSpec {
  if (path === 'model') return withWatchedGroup(withModel(spec, id, catalog), catalog);
  const nested = `${path}.id`.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), id);
  return withWatchedGroup(readSpec(nested, catalog, spec).spec, catalog);
}

/** Whether a field of the experiment holds something that cannot be taken, so that nothing may start over it. */
export const hasFaultyField = (): boolean =>
  stopsAtDraft((id) => {
    const path = settingPath(id);
    return path === null ? undefined : getAt(useExperiment.getState().spec, path);
  });

export const useExperiment = createStore<ExperimentState>((set, get) => ({
  spec: defaultSpec(),
  before: null,
  set: (path, value) => set(({ spec }) => ({ spec: withAt(spec, path, value) })),
  choose: (path, id) => set(({ spec }) => ({ spec: withChoice(spec, path, id, currentCatalog()) })),
  reset: (path) =>
    set(({ spec }) => {
      const value = getAt(defaultsFor(spec, currentCatalog()), path);
      return { spec: withAt(spec, path, structuredClone(value)) };
    }),
  resetAll: () => {
    const { data } = get().spec;
    const spec = startingSpec(currentCatalog());
    const { source, name, fingerprint } = data;
    get().replace({ ...spec, data: { ...spec.data, source, name, fingerprint } });
  },
  replace: (spec) => {
    dropAllDrafts();
    set((state) => ({ before: state.spec, spec }));
  },
  undo: () => {
    dropAllDrafts();
    set(({ before, spec }) => (before ? { spec: before, before: spec } : {}));
  },
}));
