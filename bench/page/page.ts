/** The page of `npm run bench`: runs what the terminal asks for and tells it how far it is. */
import type { Adapter } from '../adapter';
import type { Row } from '../rows';
import { adapterOf, runBench, type Asked } from '../schedule';
import { openWorker } from './openWorker';

declare global {
  interface Window {
    benchPage: {
      run(asked: Asked): Promise<Row[]>;
      adapter(): Promise<Adapter | null>;
    };
    tellBench: (line: string) => Promise<void>;
  }
}

window.benchPage = {
  run: (asked) => runBench(asked, openWorker, (line) => void window.tellBench(line)),
  adapter: () => adapterOf(openWorker),
};
