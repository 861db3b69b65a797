/** The options of `npm run train`. */
import { parseArgs } from 'node:util';
import { AppError } from '../src/protocol/errors';
import type { Backend } from '../src/protocol/events';

export interface TrainArguments {
  /** Files or folders; empty: the built-in data. */
  data: string[];
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

/** @throws AppError `bad-spec` naming the option that cannot be understood. */
export function parseArguments(argv: string[]): TrainArguments {
  const { values, positionals } = parseStrictly(argv);
  if (positionals.length > 0 && !values.data)
    throw mistake(`"${positionals[0]}" is no option. Data files come after --data.`);
  if (values.link !== undefined && (values.preset !== undefined || values.spec !== undefined))
    throw mistake('A link holds a whole experiment; it cannot be combined with --preset or --spec.');
  const backend = backends.find((name) => name === values.backend) ?? null;
  if (values.backend !== undefined && !backend)
    throw mistake(`--backend takes ${backends.join(', ')}, not "${values.backend}".`);
  return {
    data: [...(values.data ?? []), ...positionals],
    plots: values.plots ?? null,
    preset: values.preset ?? null,
    model: values.model ?? null,
    epochs: wholeNumber('epochs', values.epochs, 1),
    seed: wholeNumber('seed', values.seed, 0),
    backend,
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
