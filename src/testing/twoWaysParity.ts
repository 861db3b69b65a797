/** Holds compiled steps on a GPU to the same compiled for the CPU, in a worker of a real browser. */
import * as tf from '../engine/tf';
import { attentionNetworks } from './attentionNetworks';
import { largestDifference, type ParityResult } from './parity';
import { recurrentNetworks } from './recurrentNetworks';
import { textNetworks } from './textNetworks';
import { trainCompiled } from './twoWays';

const steps = 3;
const tolerance = 2e-5;

export async function twoWaysParity(device: GPUDevice): Promise<ParityResult[]> {
  // Networks are built of tensors, wherever their programs run.
  await tf.setBackend('cpu');
  const results: ParityResult[] = [];
  for (const network of [...textNetworks(), ...attentionNetworks(), ...recurrentNetworks()]) {
    const onGpu = async () => [
      ...(await trainCompiled(network, { kind: 'webgpu', device }, steps)).trained.values(),
    ];
    const { trained } = await trainCompiled(network, { kind: 'wasm' }, steps);
    const [first, second] = [await onGpu(), await onGpu()];
    const difference = largestDifference([...trained.values()], first);
    results.push({
      name: `steps of a network: ${network.name}`,
      passed: difference < tolerance && largestDifference(first, second) === 0,
      detail: `${difference} from the CPU, ${largestDifference(first, second)} from the same again`,
    });
  }
  return results;
}
