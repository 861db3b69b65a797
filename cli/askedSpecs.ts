/**
 * The experiments a command line asks for. Unlike the page, which falls back to a default and says so, the terminal
 * takes nothing it does not understand: a script must not measure something else than it asked for.
 */
import type { Catalog, Preset } from '../src/protocol/catalog';
import { mergeSpec, readSpec, withModel, type SpecProblem } from '../src/protocol/completeSpec';
import { AppError } from '../src/protocol/errors';
import { readLink } from '../src/protocol/link';
import { parseAssignment, setPath } from '../src/protocol/setPath';
import type { ExperimentSpec, SpecOverrides } from '../src/protocol/spec';
import { minimalOverrides } from '../src/protocol/specDiff';
import type { TrainArguments } from './arguments';

/** The spec without its problems. @throws AppError `bad-spec` listing them. */
function strict({ spec, problems }: { spec: ExperimentSpec; problems: SpecProblem[] }): ExperimentSpec {
  if (problems.length === 0) return spec;
  const lines = problems.map(
    // What the page would do about it does not apply here.
    ({ path, message }) => `${path}: ${message.replace(/; [^;]*(is used|ignored)$/, '')}`,
  );
  throw new AppError('bad-spec', lines.join('\n'), 'See npm run train -- --help for what there is.');
}

/** @throws AppError `bad-spec` when there is no such preset. */
function findPreset(catalog: Catalog, id: string): Preset {
  const preset = catalog.presets.find((entry) => entry.id === id);
  if (preset) return preset;
  const known = catalog.presets.map((entry) => entry.id).join(', ');
  throw new AppError('bad-spec', `There is no preset called "${id}".`, `Choose one of: ${known}.`);
}

/** The data that a preset's published protocol was measured on. */
function dataOf(preset: Preset | null): SpecOverrides {
  const fingerprint = preset?.protocol.data?.fingerprint;
  if (!preset || fingerprint === undefined) return {};
  return { data: { source: 'imported', name: preset.dataHint, fingerprint } };
}

/** What is set on top of the defaults before any option changes it, once per run. */
function startingPoints(
  asked: TrainArguments,
  catalog: Catalog,
  specFile: unknown,
): { name: string; overrides: SpecOverrides; isVariant: boolean }[] {
  if (asked.link !== null) {
    const at = asked.link.indexOf('#');
    const { runs, comparison } = readLink(at < 0 ? '' : asked.link.slice(at), catalog);
    return runs.map((run) => ({
      name: run.name,
      overrides: minimalOverrides(strict(run), catalog),
      isVariant: comparison !== null,
    }));
  }
  const preset = asked.preset === null ? null : findPreset(catalog, asked.preset);
  const over = (variant: SpecOverrides): SpecOverrides =>
    mergeSpec(mergeSpec(mergeSpec(preset?.spec ?? {}, variant), dataOf(preset)), specFile ?? {});
  return preset?.variants
    ? preset.variants.map(({ name, spec }) => ({ name, overrides: over(spec), isVariant: true }))
    : [{ name: preset?.label ?? '', overrides: over({}), isVariant: false }];
}

/** Another model under the same overrides: they go before its recommended values, as far as they suit it. */
function changeModel(
  spec: ExperimentSpec,
  overrides: SpecOverrides,
  id: string,
  catalog: Catalog,
): ExperimentSpec {
  const recommended = withModel(spec, id, catalog);
  const model = catalog.models.find((entry) => entry.id === id)!;
  const before = catalog.models.find((entry) => entry.id === spec.model.id)!;
  const { model: _model, loss, earlyStopping, ...others } = overrides;
  const { metric, ...patience } = earlyStopping ?? {};
  return strict(
    readSpec(
      {
        ...others,
        ...(loss?.id && model.losses.includes(loss.id) && { loss }),
        earlyStopping: { ...patience, ...(metric && before.task === model.task && { metric }) },
      },
      catalog,
      recommended,
    ),
  );
}

/**
 * The runs asked for, each a whole spec; folds are not expanded yet. Of a comparison each is a variant.
 * @param specFile parsed content of `--spec`, null without it
 * @throws AppError `bad-spec` or `bad-link` naming every setting that cannot be taken as it is
 */
export function askedSpecs(
  asked: TrainArguments,
  catalog: Catalog,
  specFile: unknown,
): { name: string; spec: ExperimentSpec; isVariant: boolean }[] {
  const startsSomewhere = (asked.preset ?? asked.spec ?? asked.link) !== null;
  let changes: SpecOverrides = {};
  if (asked.epochs !== null) changes = setPath(changes, 'train.epochs', asked.epochs);
  if (asked.seed !== null) changes = setPath(changes, 'seed', asked.seed);
  for (const { path, value } of asked.set.map(parseAssignment)) changes = setPath(changes, path, value);
  return startingPoints(asked, catalog, specFile).map(({ name, overrides, isVariant }) => {
    const start = strict(readSpec(overrides, catalog));
    const model = asked.model ?? start.model.id;
    // As on the page, a model comes with its recommended settings, unless a whole experiment was named around it.
    const keepsModel = startsSomewhere && model === start.model.id;
    const spec = keepsModel ? start : changeModel(start, overrides, model, catalog);
    return { name, spec: strict(readSpec(changes, catalog, spec)), isVariant };
  });
}
