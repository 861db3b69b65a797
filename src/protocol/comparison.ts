/**
 * Comparisons: one experiment in several variants that share everything but what is compared. The loss is the usual
 * case; any other setting (word vectors, factors) is compared in the same way. Since every random choice comes from
 * the seed, variants share split, initial weights, batch order and negatives by themselves.
 */
import type { Catalog, PublishedValue } from './catalog';
import { mergeSpec, readSpec, type SpecProblem } from './completeSpec';
import { measuringSettings } from './measured';
import type { ExperimentSpec, Params, ParamValue, SpecOverrides } from './spec';
import { setPath } from './setPath';
import { agrees, changedSettings } from './specDiff';

/** More lines than this cannot be told apart in a chart, nor sensibly tested against each other. */
export const maxVariants = 12;

/** One variant as what it changes. */
export interface Variant {
  name: string;
  spec: SpecOverrides;
}

export interface Comparison {
  title: string;
  base: ExperimentSpec;
  variants: Variant[];
}

/** One variant as a whole experiment. */
export interface VariantSpec {
  name: string;
  spec: ExperimentSpec;
}

/** The whole spec of each variant, and what could not be taken of its overrides. */
export function variantSpecs(
  { base, variants }: Comparison,
  catalog: Catalog,
): (VariantSpec & { problems: SpecProblem[] })[] {
  return variants.map(({ name, spec }) => ({ name, ...readSpec(spec, catalog, base) }));
}

/** One more setting to vary, with a label for names. */
export interface VariedParameter {
  path: string;
  label: string;
  values: readonly ParamValue[];
}

/** A setting in the name of a variant: "Factors 16", "Layers 64-32". */
const valueName = (label: string, value: ParamValue): string =>
  `${label} ${Array.isArray(value) ? value.join('-') : String(value)}`;

/**
 * Every loss with every value of the other setting, the losses outside. Without losses that of the base is kept;
 * without another setting there is one variant per loss.
 */
export function plannedVariants(
  losses: readonly { id: string; params: Params }[],
  also: VariedParameter | null,
  catalog: Catalog,
): Variant[] {
  const withLosses =
    losses.length > 0
      ? losses.map(({ id, params }) => ({
          name: [catalog.losses.find((loss) => loss.id === id)?.label ?? id],
          spec: { loss: { id, params } } as SpecOverrides,
        }))
      : [{ name: [], spec: {} }];
  return withLosses.flatMap(({ name, spec }) =>
    also
      ? also.values.map((value) => ({
          name: [...name, valueName(also.label, value)].join(' · '),
          spec: setPath(spec, also.path, value),
        }))
      : [{ name: name.join(' · '), spec }],
  );
}

/**
 * Dot paths of the settings in which not all specs agree, in the order of the spec. Parameters of choices that differ
 * as a whole are not listed beside them.
 */
export function variedSettings(specs: readonly ExperimentSpec[]): string[] {
  const [first, ...others] = specs;
  if (!first) return [];
  const paths = [...new Set(others.flatMap((spec) => changedSettings(first, spec).map(({ path }) => path)))];
  return paths.filter((path) => {
    const choice = /^(.*)\.params\./.exec(path)?.[1];
    return choice === undefined || !paths.includes(`${choice}.id`);
  });
}

/**
 * Why the results of these specs cannot be paired user by user or item by item: the settings that differ and decide what
 * the test part is or how it is measured.
 */
export function unpairedSettings(specs: readonly ExperimentSpec[], catalog: Catalog): string[] {
  const measuring = new Set(specs.flatMap((spec) => [...measuringSettings(spec, 'test', catalog).keys()]));
  return variedSettings(specs).filter((path) => measuring.has(path) || path === 'earlyStopping.metric');
}

/** What was published for the protocol that a spec follows, and for the very model and variant that it is. */
export function publishedFor(spec: ExperimentSpec, catalog: Catalog): PublishedValue[] {
  return catalog.presets
    .filter(({ protocol }) => agrees(spec, protocol))
    .flatMap((preset) =>
      [{ spec: {}, published: preset.published }, ...(preset.variants ?? [])]
        .filter((variant) => {
          const { model } = readSpec(mergeSpec(preset.spec, variant.spec), catalog).spec;
          return agrees(spec, { ...variant.spec, model });
        })
        .flatMap(({ published = [] }) => published),
    );
}
