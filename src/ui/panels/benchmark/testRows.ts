/** A row for tests of the benchmark's words. */
import type { Row } from '../../../../bench/rows';

/** One of matrix factorization on the CPU, 2 ms a step, unless told otherwise. */
export const testRow = (given: Partial<Row> = {}): Row => ({
  workload: 'mf',
  contender: 'ours-cpu',
  msPerStep: 2,
  jsMsPerStep: 1.5,
  dispatchesPerStep: null,
  samplesPerSecond: 2_048_000,
  gpuBytes: null,
  rounds: [2],
  ratios: {},
  ...given,
});

/** One that was not measured. */
export const unmeasuredRow = (given: Partial<Row>): Row =>
  testRow({ msPerStep: null, jsMsPerStep: null, samplesPerSecond: null, rounds: [], ...given });
