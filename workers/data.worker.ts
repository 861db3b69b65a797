/** Thread entry of the data service. */
import * as Comlink from 'comlink';
import { BrowserDataService } from '../src/data/service';

Comlink.expose(new BrowserDataService((value, buffers) => Comlink.transfer(value, buffers), Date.now));
