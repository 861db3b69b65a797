/** Thread entry of the text service. */
import * as Comlink from 'comlink';
import { TextWorker } from '../src/text/service';

Comlink.expose(new TextWorker());
