import * as Comlink from 'comlink';
import { runParity } from '../../../src/testing/parity';
import { runProgramParity } from '../../../src/testing/programParity';

const checks = { runParity, runProgramParity };
export type GpuChecks = typeof checks;

Comlink.expose(checks);
