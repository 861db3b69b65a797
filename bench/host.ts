/** Where a benchmark runs: a browser, or Node with a WebGPU of its own. */
import type { Adapter } from './adapter';
import type { Row } from './rows';
import type { Asked } from './schedule';

export interface Host {
  /** With its version. */
  name: string;
  /** What WebGPU runs on, null where there is none. */
  adapter(): Promise<Adapter | null>;
  run(asked: Asked): Promise<Row[]>;
  close(): Promise<void>;
}
