import * as Comlink from 'comlink';
import { runEngineChecks } from '../../../src/testing/engineChecks';
import { runParity } from '../../../src/testing/parity';
import { runProgramParity } from '../../../src/testing/programParity';
import { runRankingParity } from '../../../src/testing/rankingParity';
import { runSamplingParity } from '../../../src/testing/samplingParity';

const checks = { runEngineChecks, runParity, runProgramParity, runRankingParity, runSamplingParity };
export type GpuChecks = typeof checks;

Comlink.expose(checks);
