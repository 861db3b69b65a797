/** The options of `npm run bench`. */
import { parseArgs } from 'node:util';
import { AppError } from '../src/protocol/errors';
import { contenderIds, type ContenderId } from './contenders/catalog';
import { workloadIds, type WorkloadId } from './workloads/catalog';

export interface BenchArguments {
  workloads: WorkloadId[];
  contenders: ContenderId[];
  rounds: number;
  gpu: boolean;
  json: boolean;
  help: boolean;
}

export const usage = `Usage: npm run bench -- [options]

  --only NAME,...   only these workloads and contenders, such as neumf,ours-webgpu,tfjs-webgpu
  --rounds N        rounds per workload, 5 if not said
  --gpu             on the machine's GPU, in Chromium or else in Node, instead of SwiftShader
  --json            one JSON object (npm run --silent bench, for nothing else on the output)
  --help            this

Workloads:  ${workloadIds.join(', ')}
Contenders: ${contenderIds.join(', ')}

A run of everything is kept in bench/results/.`;

const mistake = (what: string): AppError =>
  new AppError('bad-spec', what, 'See npm run bench -- --help for the options.');

/** @throws AppError `bad-spec` naming the option that cannot be understood. */
export function parseArguments(argv: string[]): BenchArguments {
  const values = parseStrictly(argv);
  const names = (values.only ?? []).flatMap((text) => text.split(',')).filter((name) => name !== '');
  const unknown = names.find((name) => ![...workloadIds, ...contenderIds].some((id) => id === name));
  if (unknown !== undefined) throw mistake(`"${unknown}" is neither a workload nor a contender.`);
  const named = <Id extends string>(ids: readonly Id[]): Id[] => {
    const asked = ids.filter((id) => names.includes(id));
    return asked.length > 0 ? asked : [...ids];
  };
  const rounds = values.rounds ?? '5';
  if (!/^[1-9]\d*$/.test(rounds)) throw mistake(`--rounds takes a whole number from 1, not "${rounds}".`);
  return {
    workloads: named(workloadIds),
    contenders: named(contenderIds),
    rounds: Number(rounds),
    gpu: values.gpu ?? false,
    json: values.json ?? false,
    help: values.help ?? false,
  };
}

function parseStrictly(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {
        only: { type: 'string', multiple: true },
        rounds: { type: 'string' },
        gpu: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw mistake(error instanceof Error ? error.message : String(error));
  }
}
