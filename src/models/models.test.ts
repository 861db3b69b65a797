import 'fake-indexeddb/auto';
import { beforeAll } from 'vitest';
import { modelContract } from '../testing/modelContract';
import { startWasmInNode } from '../testing/nodeBackend';
import { models } from './registry';

beforeAll(startWasmInNode);

for (const model of models) modelContract(model);
