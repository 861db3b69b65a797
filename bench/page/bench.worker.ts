/** One contender in a worker of its own. */
import * as Comlink from 'comlink';
import { wasmBinaries } from '../../src/engine/backends/wasmBinaries';
import { findAdapter } from '../adapter';
import { countGpuCalls } from '../gpuCounters';
import { createLane } from '../lane';

Comlink.expose(createLane({ wasmBinaries }, countGpuCalls(globalThis), findAdapter));
