/** The settings that a comparison or a sweep can vary: all that change how a model learns, none that change the test. */
import { choicesOf } from '../../../protocol/completeSpec';
import { findEntry, type Catalog, type ParamSchema } from '../../../protocol/catalog';
import type { ExperimentSpec } from '../../../protocol/spec';
import { flatten } from '../../../protocol/specDiff';
import { specField } from '../../controls/specFields';
import { getAt } from '../../store/specPath';

export interface TunableParameter {
  /** Dot path in the spec. */
  path: string;
  label: string;
  schema: ParamSchema;
  /** As it is now. */
  value: unknown;
}

/** Another value of these would be another task, another test part or another measure of success. */
const fixed =
  /^(v|data|split|validation|sessions\.(id|params)|evaluation|earlyStopping\.metric|model\.id)(\.|$)/;

/** All that matters to a model that is counted, not trained. */
const ofCounting = /^(model\.params\.|seed$)/;

/** Free text has no values to choose from, and a single entry no other. */
const varies = ({ type, enum: entries }: ParamSchema): boolean =>
  entries ? entries.length > 1 : type !== 'string';

/** The settings of an experiment that can be varied, in the order of the rail. */
export function tunableParameters(spec: ExperimentSpec, catalog: Catalog): TunableParameter[] {
  const model = catalog.models.find(({ id }) => id === spec.model.id);
  const trains = (model?.losses.length ?? 0) > 0;
  const choices = choicesOf(spec);
  const paths = [...flatten(withoutParams(spec)).keys()].flatMap((path) => {
    const choice = choices.find((one) => path === `${one.path}.id`);
    const names = choice
      ? Object.keys(findEntry(catalog, choice.registry, choice.choice.id)?.params ?? {})
      : [];
    return [path, ...names.map((name) => `${choice!.path}.params.${name}`)];
  });
  return paths
    .filter((path) => (trains ? !fixed.test(path) : ofCounting.test(path)))
    .filter((path) => model?.task === 'sequence' || !path.startsWith('sessions.'))
    .flatMap((path) => {
      const described = describe(path);
      return described && varies(described.schema) ? [{ path, ...described, value: getAt(spec, path) }] : [];
    });

  function describe(path: string): { label: string; schema: ParamSchema } | null {
    const owner = choices.find((one) => path.startsWith(`${one.path}.params.`) || path === `${one.path}.id`);
    if (!owner) {
      const schema = specField(path);
      return { label: schema.title ?? path, schema };
    }
    if (path.endsWith('.id')) {
      const offered = catalog[owner.registry].filter(
        ({ id }) => owner.registry !== 'losses' || model?.losses.includes(id),
      );
      return {
        label: specField(owner.path).title ?? owner.path,
        schema: { enum: offered.map(({ id }) => id) },
      };
    }
    const name = path.split('.').at(-1)!;
    const schema = findEntry(catalog, owner.registry, owner.choice.id)?.params[name];
    return schema ? { label: schema.title ?? name, schema } : null;
  }
}

/** Parameters are taken from the catalogue, in its order. */
function withoutParams(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'params')
      .map(([key, inner]) => [key, withoutParams(inner)]),
  );
}
