import { beforeAll } from 'vitest';
import { startWasmInNode } from '../../testing/nodeBackend';
import { sequenceContract } from '../../testing/sequenceContract';
import { sequenceModels } from './registry';

beforeAll(startWasmInNode);

for (const model of sequenceModels) if (model.build) sequenceContract(model);
