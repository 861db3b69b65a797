/** Holds attention compiled for a GPU to plain loops, in a worker of a real browser. */
import * as tf from '../engine/tf';
import { attentionCases, attentionInLoops } from './attentionCases';
import { attentionCompiled, partsOfAttention } from './attentionPrograms';
import { largestDifference, type ParityResult } from './parity';

const tolerance = 1e-5;

export async function attentionParity(device: GPUDevice): Promise<ParityResult[]> {
  // Weights are tensors, wherever their programs run.
  await tf.setBackend('cpu');
  const host = { kind: 'webgpu', device } as const;
  const results: ParityResult[] = [];
  for (const one of attentionCases()) {
    const { weights, contexts, gradients } = attentionInLoops(one);
    const [first, second] = [await attentionCompiled(one, host), await attentionCompiled(one, host)];
    const differences = [weights, contexts, ...gradients].map((expected, i) =>
      largestDifference([Float32Array.from(expected)], [first[i]!]),
    );
    results.push({
      name: `compiled attention: ${one.name}`,
      passed: differences.every((each) => each < tolerance) && largestDifference(first, second) === 0,
      detail: [
        ...differences.map((each, i) => `${partsOfAttention[i]} ${each.toExponential(1)}`),
        `${largestDifference(first, second)} from the same again`,
      ].join(', '),
    });
  }
  return results;
}
