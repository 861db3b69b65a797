/** What there is to choose from, for `--help`: straight from the catalogue, so that it is never out of date. */
import type { Catalog, Entry, ParamSchema } from '../src/protocol/catalog';

function range({ minimum, maximum, enum: values }: ParamSchema): string {
  if (values) return values.join(' | ');
  return minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}`;
}

function paramLines(entry: Entry): string[] {
  return Object.entries(entry.params).map(([name, schema]) => {
    const words = [schema.title, range(schema)].filter((word) => word).join(', ');
    return `      ${`${name}=${String(schema.default)}`.padEnd(26)}${words}`;
  });
}

const line = (id: string, words: string): string => `  ${id.padEnd(20)} ${words}`;

/** Sections of ids with their labels; models with their parameters. */
export function listCatalog(catalog: Catalog): string {
  const section = (title: string, entries: Entry[], withParams: boolean): string[] => [
    title,
    ...entries.flatMap((entry) => [line(entry.id, entry.label), ...(withParams ? paramLines(entry) : [])]),
    '',
  ];
  return [
    ...section('Models, set with --model NAME and --set model.PARAMETER=VALUE', catalog.models, true),
    ...section('Losses, --set loss=NAME', catalog.losses, true),
    ...section('Optimizers, --set optimizer=NAME', catalog.optimizers, true),
    ...section('Splits, --set split=NAME', catalog.splits, true),
    ...section('Validation, --set validation=NAME', catalog.validations, true),
    ...section('Sessions, --set sessions=NAME', catalog.sessions, true),
    ...section('Negatives, --set negatives=NAME', catalog.negatives, true),
    ...section('Candidates, --set evaluation.candidates=NAME', catalog.candidates, true),
    ...section('What a user has seen, --set evaluation.seen=NAME', catalog.seen, true),
    'Metrics, NAME or NAME@K, --set earlyStopping.metric=NAME',
    ...catalog.metrics.map((metric) => line(metric.id, `${metric.label}: ${metric.formula}`)),
    '',
    'Presets, --preset NAME',
    ...catalog.presets.map((preset) => line(preset.id, `${preset.label} (${preset.dataHint})`)),
  ].join('\n');
}
