import * as Comlink from 'comlink';
import { runEngineChecks } from '../../../src/testing/engineChecks';
import { runParity, runTapeParity } from '../../../src/testing/parity';
import { runNetworkParity, runProgramParity } from '../../../src/testing/programParity';
import { runRankingParity } from '../../../src/testing/rankingParity';
import { runSamplingParity } from '../../../src/testing/samplingParity';

const checks = {
  runEngineChecks,
  runNetworkParity,
  runParity,
  runProgramParity,
  runRankingParity,
  runSamplingParity,
  runTapeParity,
};
export type GpuChecks = typeof checks;

Comlink.expose(checks);
