import * as Comlink from 'comlink';
import { LabWorker } from '../src/train/labService';

Comlink.expose(new LabWorker());
