import * as Comlink from 'comlink';
import { runParity } from '../../../src/testing/parity';

const checks = { runParity };
export type GpuChecks = typeof checks;

Comlink.expose(checks);
