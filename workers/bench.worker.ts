/** Thread entry of one contender of the page's benchmark. */
import * as Comlink from 'comlink';
import { findAdapter } from '../bench/adapter';
import { shippedContenders } from '../bench/contenders/shipped';
import { countGpuCalls } from '../bench/gpuCounters';
import { createLane } from '../bench/lane';
import { wasmBinaries } from '../src/engine/backends/wasmBinaries';

Comlink.expose(createLane(shippedContenders, { wasmBinaries }, countGpuCalls(globalThis), findAdapter));
