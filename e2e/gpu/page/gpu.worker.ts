import * as Comlink from 'comlink';
import { runParity } from '../../../src/testing/parity';
import { runProgramParity } from '../../../src/testing/programParity';
import { runRankingParity } from '../../../src/testing/rankingParity';

const checks = { runParity, runProgramParity, runRankingParity };
export type GpuChecks = typeof checks;

Comlink.expose(checks);
