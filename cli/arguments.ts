/** The options of `npm run train`. */
import { parseArgs } from 'node:util';
import { AppError } from '../src/protocol/errors';
import type { Backend } from '../src/protocol/events';
import { columnRoles, type AskedColumns, type ColumnRole } from './columns';

export interface TrainArguments {
  /** Files or folders; empty: the built-in data. */
  data: string[];
  /** What is said of their columns. */
  reading: AskedColumns;
  /** Goes on without rows that cannot be read, however many. */
  acceptMalformed: boolean;
  /** File of plots, joined to the data or, without any, used alone. */
  plots: string | null;
  preset: string | null;
  model: string | null;
  epochs: number | null;
  seed: number | null;
  backend: Backend | null;
  /** "path=value", in the order given. */
  set: string[];
  /** File with a spec, or with parts of one. */
  spec: string | null;
  link: string | null;
  json: boolean;
  help: boolean;
}

export const usage = `Usage: npm run train -- [options]

  --data FILE...       a zip, a folder or files; without it, the built-in data
  --columns ROLE=COLUMN,...  which column of the data is which, by name or place from 1, where the guess that is printed
                       is wrong; roles: user, item, session, rating, count, time, event, title, year, genres, text;
                       "none" for a role that no column has
  --unrated CODES      values of the rating column that are no ratings, such as 0,-1; or none
  --unrated-as WAY     left-out, or interactions: use all rows, and the ratings of none
  --events NAMES       the events that count, such as view,buy; without it, all
  --dates ORDER        dmy, mdy or ymd: the order in which dates are written
  --accept-malformed   go on without rows that cannot be read, even if they are more than 1 %
  --plots FILE         descriptions of the items (JSON or a table), joined to --data by id or title; alone without it
  --preset NAME        start from a preset
  --spec FILE.json     start from a spec, or parts of one, laid over the preset
  --link URL           start from a share link
  --model NAME         another model, with its recommended settings where nothing else is said
  --epochs N
  --seed N
  --set PATH=VALUE     any setting, such as train.batchSize=1024 or model.factors=16; may be repeated
  --backend NAME       webgpu, wasm or cpu
  --json               one JSON event a line (npm run --silent train, for nothing else on the output)
  --help               this, and all models, losses, metrics and presets

Later wins: preset, then spec or link, then --model, --epochs and --seed, then --set.`;

const backends: readonly Backend[] = ['webgpu', 'wasm', 'cpu'];

const mistake = (what: string): AppError =>
  new AppError('bad-spec', what, 'See npm run train -- --help for the options.');

function wholeNumber(option: string, text: string | undefined, least: number): number | null {
  if (text === undefined) return null;
  if (!/^\d+$/.test(text) || Number(text) < least)
    throw mistake(`--${option} takes a whole number from ${least}, not "${text}".`);
  return Number(text);
}

function oneOf<T extends string>(option: string, text: string | undefined, known: readonly T[]): T | null {
  if (text === undefined) return null;
  const found = known.find((name) => name === text);
  if (found) return found;
  throw mistake(`--${option} takes ${known.join(', ')}, not "${text}".`);
}

/** "user=a,item=b": a comma without a role behind it belongs to the name of the column. */
function columnsOf(texts: string[]): Map<ColumnRole, string> {
  const columns = new Map<ColumnRole, string>();
  for (const part of texts.flatMap((text) => text.split(/,(?=\s*[a-z]+=)/))) {
    const [, name = '', column = ''] = /^\s*([a-z]+)=(.+?)\s*$/.exec(part) ?? [];
    const role = columnRoles.find((known) => known === name);
    if (!role)
      throw mistake(`--columns takes ROLE=COLUMN with the roles ${columnRoles.join(', ')}, not "${part}".`);
    columns.set(role, column);
  }
  return columns;
}

function codesOf(text: string | undefined): number[] | null {
  if (text === undefined) return null;
  if (text === 'none') return [];
  const codes = text.split(',').map(Number);
  if (text.trim() === '' || codes.some(Number.isNaN))
    throw mistake(`--unrated takes numbers such as 0,-1, or none, not "${text}".`);
  return codes;
}

/** @throws AppError `bad-spec` naming the option that cannot be understood. */
export function parseArguments(argv: string[]): TrainArguments {
  const { values, positionals } = parseStrictly(argv);
  if (positionals.length > 0 && !values.data)
    throw mistake(`"${positionals[0]}" is no option. Data files come after --data.`);
  if (values.link !== undefined && (values.preset !== undefined || values.spec !== undefined))
    throw mistake('A link holds a whole experiment; it cannot be combined with --preset or --spec.');
  return {
    data: [...(values.data ?? []), ...positionals],
    reading: {
      columns: columnsOf(values.columns ?? []),
      unrated: codesOf(values.unrated),
      unratedAs: oneOf('unrated-as', values['unrated-as'], ['left-out', 'interactions']),
      events: values.events?.split(',').map((name) => name.trim()) ?? null,
      dates: oneOf('dates', values.dates, ['dmy', 'mdy', 'ymd']),
    },
    acceptMalformed: values['accept-malformed'] ?? false,
    plots: values.plots ?? null,
    preset: values.preset ?? null,
    model: values.model ?? null,
    epochs: wholeNumber('epochs', values.epochs, 1),
    seed: wholeNumber('seed', values.seed, 0),
    backend: oneOf('backend', values.backend, backends),
    set: values.set ?? [],
    spec: values.spec ?? null,
    link: values.link ?? null,
    json: values.json ?? false,
    help: values.help ?? false,
  };
}

function parseStrictly(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        data: { type: 'string', multiple: true },
        columns: { type: 'string', multiple: true },
        unrated: { type: 'string' },
        'unrated-as': { type: 'string' },
        events: { type: 'string' },
        dates: { type: 'string' },
        'accept-malformed': { type: 'boolean' },
        plots: { type: 'string' },
        preset: { type: 'string' },
        model: { type: 'string' },
        epochs: { type: 'string' },
        seed: { type: 'string' },
        backend: { type: 'string' },
        set: { type: 'string', multiple: true },
        spec: { type: 'string' },
        link: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw mistake(error instanceof Error ? error.message : String(error));
  }
}
