/** What a run on the GPU promises: the same bits twice, the results of the CPU, no growing memory, a quick pause. */
import { buildDataset } from '../data/canonical';
import { generateFilms } from '../data/sources/generated';
import { startBackend, type Compute } from '../engine/backends/startBackend';
import { wasmBinaries } from '../engine/backends/wasmBinaries';
import * as tf from '../engine/tf';
import { probeDevice } from '../engine/webgpu/probe';
import type { Dataset } from '../protocol/dataset';
import { readSpec } from '../protocol/completeSpec';
import type { SpecOverrides } from '../protocol/spec';
import { buildCatalog } from '../train/catalog';
import { RunControl } from '../train/control';
import { chooseCompute } from '../train/chooseCompute';
import { createTrainer } from '../train/interactions/network';
import { prepare } from '../train/interactions/prepare';
import { interactionTask } from '../train/interactions/task';
import { starBoard } from './checkerboard';
import type { ParityResult } from './parity';
import { recordSession, type SessionRecord } from './recordSession';

const longRun = 10_000;
const pauseWithinMs = 100;

export async function runEngineChecks(): Promise<ParityResult[]> {
  const errors: string[] = [];
  const report = (message: string) => errors.push(message);
  const faults = { onLost: report, onError: report };
  const webgpu = await startBackend('webgpu', wasmBinaries, faults);
  const wasm = await startBackend('wasm', wasmBinaries, faults);
  const films = await buildDataset(generateFilms());
  const results: ParityResult[] = [];
  const check = (name: string, passed: boolean, detail: string) => results.push({ name, passed, detail });

  const mf: SpecOverrides = { model: { id: 'mf' }, train: { epochs: 4, batchSize: 1024 }, seed: 5 };
  const first = await recordSession(webgpu, films, mf);
  const again = await recordSession(webgpu, films, mf);
  check(
    'losses and metrics of a run have the same bits twice',
    first.epochs.length === 4 && figuresOf(first) === figuresOf(again),
    `${figuresOf(first)} and ${figuresOf(again)}`,
  );
  const onCpu = await recordSession(wasm, films, mf);
  const [gpuLoss, cpuLoss] = [first.epochs[0]!.loss, onCpu.epochs[0]!.loss];
  check(
    'the loss of the first epoch is that of the CPU to 1e-4',
    Math.abs(gpuLoss / cpuLoss - 1) < 1e-4,
    `${gpuLoss} and ${cpuLoss}`,
  );
  const [gpuNdcg, cpuNdcg] = [first, onCpu].map(({ epochs }) => epochs.at(-1)!.metrics['ndcg@10']!);
  check(
    'the final NDCG@10 is that of the CPU to .005',
    Math.abs(gpuNdcg! - cpuNdcg!) < 0.005,
    `${gpuNdcg} and ${cpuNdcg}`,
  );
  const { host } = webgpu;
  if (host?.kind === 'webgpu') {
    const since = performance.now();
    const fault = await probeDevice(host.device);
    check(
      'the device passes the probe that it is tried by before it is used',
      fault === null,
      fault ?? `${(performance.now() - since).toFixed(1)} ms`,
    );
  }
  const small = interactionTask(prepare(readSpec(mf, buildCatalog()).spec, films));
  const [gpuFirst, cpuFirst] = [
    { ...webgpu, rival: wasm },
    { ...wasm, rival: webgpu },
  ];
  check(
    'of two ways the faster is chosen, whichever comes first',
    (await chooseCompute(small, gpuFirst, () => {})) === wasm &&
      (await chooseCompute(small, cpuFirst, () => {})) === cpuFirst,
    'a software GPU against generated WebAssembly',
  );
  const growth = await memoryOfLongRun(webgpu);
  check(`no memory is lost in ${longRun} steps`, growth.before === growth.after, JSON.stringify(growth));
  const latency = await pauseLatency(webgpu, films);
  check(
    `a pause in an epoch takes effect within ${pauseWithinMs} ms`,
    latency < pauseWithinMs,
    `${latency} ms`,
  );
  check('no command was refused', errors.length === 0, errors.join('; '));
  return results;
}

const figuresOf = ({ epochs }: SessionRecord): string =>
  JSON.stringify(epochs.map(({ loss, metrics }) => [loss, metrics]));

/** GPU memory and tensors after some steps, and after many. */
async function memoryOfLongRun(compute: Compute): Promise<{ before: string; after: string }> {
  if (compute.host?.kind !== 'webgpu') throw new Error('There is no GPU.');
  const { device } = compute.host;
  let bytes = 0;
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    let held = buffer.size;
    bytes += held;
    buffer.destroy = () => {
      bytes -= held;
      held = 0;
      destroy();
    };
    return buffer;
  };
  const { spec } = readSpec({ model: { id: 'mf' }, train: { batchSize: 53 } }, buildCatalog());
  const prepared = prepare(spec, starBoard({ numUsers: 37, numItems: 62, perUser: 6 }));
  const choice = { modelId: 'mf', params: prepared.params, pretrained: new Map() };
  const trainer = await createTrainer(prepared, compute, choice, () => {});
  const held = (): string => `${bytes} bytes, ${tf.memory().numTensors} tensors`;
  const epochs = Math.ceil(longRun / trainer.stepsPerEpoch);
  let before = '';
  for (let epoch = 1; epoch <= epochs; epoch++) {
    trainer.run(epoch, 0, trainer.stepsPerEpoch);
    await trainer.ready();
    if (epoch % 10 !== 0 && epoch < epochs) continue;
    await trainer.takeLosses();
    await trainer.scorer.scoreUsers(Int32Array.of(0, 5, 36));
    before ||= held();
  }
  const after = held();
  trainer.dispose();
  device.createBuffer = create;
  return { before, after };
}

/** How long a run goes on that is paused amid an epoch of large steps. */
async function pauseLatency(compute: Compute, films: Dataset): Promise<number> {
  const control = new RunControl();
  let asked = 0;
  let latency = Infinity;
  const large: SpecOverrides = { model: { id: 'neumf' }, train: { epochs: 1, batchSize: 1024 } };
  await recordSession(compute, films, large, {
    control,
    onEvent(event) {
      if (event.type === 'step' && asked === 0) {
        // In a task of its own, as the page's messages come.
        setTimeout(() => {
          asked = performance.now();
          control.pause();
        }, 0);
      }
      if (event.type !== 'state' || event.state !== 'paused') return;
      latency = performance.now() - asked;
      control.stop();
    },
  });
  return latency;
}
