/** Node with the WebGPU of Dawn, for machines that have a GPU and no browser that can use it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as Comlink from 'comlink';
import { root } from '../cli/root.mjs';
import type { Host } from './host';
import type { Lane } from './lane';
import { progressLine } from './progress';
import { processEndpoint } from './processEndpoint';
import { adapterOf, runBench, type OpenLane } from './schedule';

export function openDawnHost(say: (line: string) => void): Promise<Host> {
  const open = new Set<OpenLane>();
  const openLane = async (): Promise<OpenLane> => {
    const lane = await openProcess();
    open.add(lane);
    return lane;
  };
  return Promise.resolve({
    name: `Node ${process.versions.node}, Dawn`,
    adapter: () => adapterOf(openLane),
    run: (asked) => runBench(asked, openLane, { onProgress: (progress) => say(progressLine(progress)) }),
    async close() {
      for (const lane of open) await lane.close();
    },
  });
}

/** A fresh process. Its end, whatever the reason, fails the call in progress. */
async function openProcess(): Promise<OpenLane> {
  const child = fork(path.join(root, 'bench', 'dawnLane.ts'), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code, signal) => {
      reject(new Error(`The process ended: ${signal ?? `code ${code ?? ''}`}.`));
    });
  });
  ended.catch(() => undefined);
  await Promise.race([once(child, 'message'), ended]);
  const remote = Comlink.wrap<Lane>(
    processEndpoint({
      send: (message) => child.send(message as object),
      on: (event, listener) => child.on(event, listener),
    }),
  );
  const orEnded = <T>(call: T): Promise<Awaited<T>> => Promise.race([call, ended]);
  return {
    lane: {
      prepare: (workload, contender) => orEnded(remote.prepare(workload, contender)),
      round: (targetMs) => orEnded(remote.round(targetMs)),
      adapter: () => orEnded(remote.adapter()),
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}
