/** One step of a GRU in jax-js. */
import { nn, numpy as np } from '@jax-js/jax';
import type { SessionWorkload } from '../workloads/workload';
import { takeRows } from './jaxSequences';

type Arrays = Record<string, np.Array>;

/** Which candidate is the target is marked. */
export function sessionBatch({ batch, units }: SessionWorkload): Arrays {
  const { size, items, state, candidates } = batch;
  return {
    items: np.array(items),
    state: np.array(state).reshape([size, units]),
    candidates: np.array(candidates),
    targets: nn.oneHot(np.arange(size), candidates.length),
  };
}

export const sessionLoss =
  ({ units, numItems }: SessionWorkload) =>
  (w: Arrays, { items, state, candidates, targets }: Arrays): np.Array => {
    // A one-hot vector times a matrix is a row of it.
    const input = takeRows(w.kernel!, items!, 3 * units).add(w.bias!);
    const carried = np.matmul(state!.ref, w.recurrent!);
    const part = (of: np.Array, g: number) => of.ref.slice([], [g * units, (g + 1) * units]);
    const z = nn.sigmoid(part(input, 0).add(part(carried, 0)));
    const r = nn.sigmoid(part(input, 1).add(part(carried, 1)));
    const n = np.tanh(part(input, 2).add(r.mul(part(carried, 2))));
    input.dispose();
    carried.dispose();
    const h = n.ref.add(z.mul(state!.sub(n)));
    const output = takeRows(w.output!, candidates!.ref, units);
    const bias = takeRows(w.outputBias!.reshape([numItems, 1]), candidates!, 1).reshape([1, -1]);
    const logits = np.matmul(h, np.transpose(output)).add(bias);
    return np.negative(nn.logSoftmax(logits).mul(targets!).sum(1).mean());
  };
