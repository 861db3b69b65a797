/** Thread entry of the map service. */
import * as Comlink from 'comlink';
import { MapWorker } from '../src/evaluate/projection/service';

Comlink.expose(new MapWorker());
