import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSpec } from '../protocol/completeSpec';
import type { SpecOverrides } from '../protocol/spec';
import { checkerboard } from '../testing/checkerboard';
import { startWasmInNode } from '../testing/nodeBackend';
import { runSession } from '../testing/runSession';
import { models } from '../models/registry';
import { sequenceModels } from '../models/sequences/registry';
import { buildCatalog } from './catalog';
import { modelSize } from './modelSize';

beforeAll(startWasmInNode);

const specOf = (overrides: SpecOverrides) => readSpec(overrides, buildCatalog()).spec;
const counts = { numUsers: 100, numItems: 50, numSessions: null };
const onWasm = { host: { kind: 'wasm' }, rival: null } as const;
/** A GPU whose buffers hold so many bytes. */
const onGpu = (most: number) => ({
  host: {
    kind: 'webgpu' as const,
    device: { limits: { maxStorageBufferBindingSize: most, maxBufferSize: 2 * most } } as GPUDevice,
  },
  rival: null,
});

describe('the size of a model', () => {
  it('is that of its tables, and with Adam twice as much beside: (100 + 50) · 8 factors and 50 biases', async () => {
    const spec = specOf({ model: { id: 'mf', params: { factors: 8 } }, optimizer: { id: 'adam' } });
    expect(await modelSize(spec, counts, onWasm)).toEqual({
      numParameters: 1250,
      bytes: 1250 * 4 * 3,
      refusal: null,
    });
    expect(await modelSize({ ...spec, optimizer: { id: 'sgd', params: {} } }, counts, onWasm)).toMatchObject({
      bytes: 1250 * 4,
    });
  });

  it('is not known from counts of models that are counted, that read texts, or vectors of items', async () => {
    for (const id of ['popularity', 'item-knn', 'text-cnn'])
      expect(await modelSize(specOf({ model: { id } }), counts, onWasm)).toBeNull();
    const spec = specOf({ model: { id: 'lstm', params: { items: 'content' } } });
    expect(await modelSize(spec, counts, onWasm)).toBeNull();
    // A vector for each training session, of which nothing is said.
    expect(await modelSize(specOf({ model: { id: 'session-bpr-mf' } }), counts, onWasm)).toBeNull();
  });

  // Small ones train in no time.
  const small: Record<string, Record<string, number | number[]>> = {
    lstm: { units: 8 },
    gru4rec: { units: [8] },
    bilstm: { units: [8, 4] },
  };
  const trained = [...models, ...sequenceModels].filter(({ losses }) => losses.length > 0);
  it.each(trained.map(({ id }) => id))('is that of the weights of %s as it is trained', async (id) => {
    const overrides: SpecOverrides = {
      model: { id, params: small[id] ?? {} },
      train: { epochs: 1, batchSize: 512 },
    };
    const { recommended, losses } = trained.find((model) => model.id === id)!;
    const { events } = await runSession(checkerboard(), {
      ...overrides,
      loss: { id: losses[0]! },
      earlyStopping: { metric: recommended.earlyStopping?.metric ?? 'ndcg@10' },
    });
    const { info } = events.find((event) => event.type === 'start')!;
    // Whole histories are sessions: as many as users.
    const { numUsers, numItems } = info;
    const size = await modelSize(info.spec, { numUsers, numItems, numSessions: numUsers }, onWasm);
    expect(size?.numParameters).toBe(info.numParameters);
  });
});

describe('a model that can not fit', () => {
  const many = { numUsers: 600_000, numItems: 600_000, numSessions: null };
  const large = specOf({ model: { id: 'mf', params: { factors: 512 } }, optimizer: { id: 'adam' } });

  it('is refused without making it, naming the setting to lower and how far', async () => {
    const start = performance.now();
    const size = await modelSize(large, many, onWasm);
    // 1.2 million rows of 512 and 600,000 biases, three times over, of 4 bytes: 7.38 GB. With 256 factors: 3.69 GB.
    expect(size!.numParameters).toBe(1_200_000 * 512 + 600_000);
    expect(size!.refusal).toEqual({
      code: 'too-large',
      what: 'This model needs 7.38 GB, and WebAssembly holds 4.29 GB at most.',
      hint: 'Lower Factors (model.factors) to 256, or keep fewer users and items (data.minUserInteractions, data.minItemInteractions).',
    });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is refused by the largest buffer of a GPU, where both tables lie side by side', async () => {
    expect((await modelSize(large, many, onGpu(2 ** 31)))!.refusal!.what).toBe(
      'This model needs 2.46 GB, and one buffer of this GPU holds 2.15 GB at most.',
    );
    expect((await modelSize(large, many, onGpu(2 ** 32)))!.refusal).toBeNull();
  });

  it('may be trained on the CPU where the GPU is too small', async () => {
    const spec = specOf({ model: { id: 'mf', params: { factors: 128 } } });
    const gpu = onGpu(2 ** 28);
    expect((await modelSize(spec, many, gpu))!.refusal).not.toBeNull();
    const rival = { ...onWasm, info: { backend: 'wasm' as const, device: '', software: false } };
    const both = { ...gpu, rival: { ...rival, startTensors: () => Promise.resolve() } };
    expect((await modelSize(spec, many, both))!.refusal).toBeNull();
  });

  it('says so of data alone where no setting of the model helps', async () => {
    const spec = specOf({ model: { id: 'mf', params: { factors: 1 } }, optimizer: { id: 'adam' } });
    const { hint } = (await modelSize(spec, { ...many, numUsers: 2 ** 30 }, onWasm))!.refusal!;
    expect(hint).toMatch(/^Choose a smaller model, or keep fewer users and items/);
  });
});
