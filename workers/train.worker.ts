import * as Comlink from 'comlink';
import { wasmBinaries } from '../src/engine/backends/wasmBinaries';
import { TrainWorker } from '../src/train/service';

Comlink.expose(new TrainWorker(wasmBinaries));
