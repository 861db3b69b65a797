/** `npm run bench`: this project beside stock TensorFlow.js and jax-js, on the same work. */
import os from 'node:os';
import { findChromium } from '../cli/findChromium.mjs';
import { AppError, toAppError } from '../src/protocol/errors';
import { parseArguments, usage, type BenchArguments } from './arguments';
import { contenderIds } from './contenders/catalog';
import type { Host } from './host';
import { describeResults, keepResults } from './results';
import { formatTables } from './table';
import { workloadIds } from './workloads/catalog';

/** About how long a contender is timed in one round. */
const roundMs = 1500;

const say = (line: string): void => {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
};

// What builds, drives browsers and compiles shaders takes seconds to load, and is not needed to read the options.
const openBrowserHost = async (software: boolean): Promise<Host> =>
  (await import('./browserHost')).openBrowserHost(software, say);
const openDawnHost = async (): Promise<Host> => (await import('./dawnHost')).openDawnHost(say);

/** A browser where it has a GPU, else Node with Dawn. @throws AppError when neither has. */
async function openGpuHost(): Promise<Host> {
  const hosts = [...(findChromium() ? [() => openBrowserHost(false)] : []), openDawnHost];
  const without: string[] = [];
  for (const open of hosts) {
    const host = await open();
    const adapter = await host.adapter();
    if (adapter && !adapter.software) return host;
    without.push(`${host.name} has ${adapter ? `only ${adapter.name}` : 'no WebGPU adapter'}.`);
    await host.close();
  }
  throw new AppError(
    'no-backend',
    ['There is no GPU to run on.', ...without].join('\n'),
    'Without --gpu the benchmark runs on a software adapter, which is there on every machine.',
  );
}

async function bench(asked: BenchArguments): Promise<void> {
  const cores = os.availableParallelism();
  const [loadBefore = 0] = os.loadavg();
  if (loadBefore > cores / 4)
    console.error(
      `Other programs keep this machine busy (load ${loadBefore.toFixed(1)} on ${cores} cores): times will be too long.`,
    );
  const host = await (asked.gpu ? openGpuHost() : openBrowserHost(true));
  const leave = (): void => {
    void host.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    const adapter = await host.adapter();
    const { workloads, contenders, rounds } = asked;
    const rows = await host.run({ workloads, contenders, rounds, roundMs });
    if (process.stderr.isTTY) say('');
    const results = describeResults(rows, host.name, adapter?.name ?? null, loadBefore);
    if (workloads.length === workloadIds.length && contenders.length === contenderIds.length)
      console.error(`Kept in ${keepResults(results)}.`);
    console.log(
      asked.json
        ? JSON.stringify(results)
        : `${host.name}, ${adapter?.name ?? 'no WebGPU'}\n\n${formatTables(rows)}`,
    );
    if (rows.some(({ refused, failed }) => refused ?? failed !== undefined)) process.exitCode = 1;
  } finally {
    await host.close();
  }
}

try {
  const asked = parseArguments(process.argv.slice(2));
  if (asked.help) console.log(usage);
  else await bench(asked);
} catch (error) {
  const { code, what, hint } = toAppError(error);
  console.error(hint ? `${what}\n→ ${hint}` : what);
  // 2: what was asked for makes no sense; 1: it failed.
  process.exitCode = code === 'bad-spec' ? 2 : 1;
}
