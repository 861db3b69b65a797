/** The page of `npm run bench`: runs what the terminal asks for and tells it how far it is. */
import type { Adapter } from '../adapter';
import { progressLine } from '../progress';
import type { Row } from '../rows';
import { adapterOf, runBench, type Asked, type Opener } from '../schedule';
import { workerLane } from './workerLane';

declare global {
  interface Window {
    benchPage: {
      run(asked: Asked): Promise<Row[]>;
      adapter(): Promise<Adapter | null>;
    };
    tellBench: (line: string) => Promise<void>;
  }
}

const openWorker: Opener = () =>
  Promise.resolve(workerLane(new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' })));

window.benchPage = {
  run: (asked) =>
    runBench(asked, openWorker, { onProgress: (progress) => void window.tellBench(progressLine(progress)) }),
  adapter: () => adapterOf(openWorker),
};
