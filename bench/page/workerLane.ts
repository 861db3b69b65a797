import * as Comlink from 'comlink';
import type { Lane } from '../lane';
import type { OpenLane } from '../schedule';

/** The lane in a fresh worker. One that cannot be loaded, or runs out of memory, fails the call in progress. */
export function workerLane(worker: Worker): OpenLane {
  const remote = Comlink.wrap<Lane>(worker);
  const broken = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message || 'The worker could not be loaded.'));
    });
  });
  broken.catch(() => undefined);
  const orBroken = <T>(call: T): Promise<Awaited<T>> => Promise.race([call, broken]);
  return {
    lane: {
      prepare: (workload, contender) => orBroken(remote.prepare(workload, contender)),
      round: (targetMs) => orBroken(remote.round(targetMs)),
      adapter: () => orBroken(remote.adapter()),
    },
    close() {
      worker.terminate();
      return Promise.resolve();
    },
  };
}
