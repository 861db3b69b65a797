/** One contender in a worker of its own. */
import * as Comlink from 'comlink';
import { wasmBinaries } from '../../src/engine/backends/wasmBinaries';
import { findAdapter } from '../adapter';
import { allContenders } from '../contenders/registry';
import { countGpuCalls } from '../gpuCounters';
import { createLane } from '../lane';

Comlink.expose(createLane(allContenders, { wasmBinaries }, countGpuCalls(globalThis), findAdapter));
