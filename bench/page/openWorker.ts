import * as Comlink from 'comlink';
import type { Lane } from '../lane';
import type { OpenLane } from '../schedule';

/** A fresh module worker. A worker that cannot be loaded, or runs out of memory, fails the call in progress. */
export function openWorker(): Promise<OpenLane> {
  const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
  const remote = Comlink.wrap<Lane>(worker);
  const broken = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message || 'The worker could not be loaded.'));
    });
  });
  broken.catch(() => undefined);
  const orBroken = <T>(call: T): Promise<Awaited<T>> => Promise.race([call, broken]);
  return Promise.resolve({
    lane: {
      prepare: (workload, contender) => orBroken(remote.prepare(workload, contender)),
      round: (targetMs) => orBroken(remote.round(targetMs)),
      adapter: () => orBroken(remote.adapter()),
    },
    close() {
      worker.terminate();
      return Promise.resolve();
    },
  });
}
