/** An LSTM in jax-js, which has no loop of its own: all steps are written out under the `jit`. */
import { nn, numpy as np } from '@jax-js/jax';
import type { SequenceWorkload } from '../workloads/workload';

type Arrays = Record<string, np.Array>;

/** The items of a step lie side by side, and which candidate is the target is marked. */
export function sequenceBatch({ batch, length }: SequenceWorkload): Arrays {
  const { size, items, candidates, targets } = batch;
  const byStep = Int32Array.from(
    { length: size * length },
    (_, place) => items[(place % size) * length + Math.floor(place / size)]!,
  );
  return {
    items: np.array(byStep),
    candidates: np.array(candidates),
    targets: nn.oneHot(np.array(targets), candidates.length),
  };
}

/** [ids, width]. jax-js cannot compile the gradient of a `take` whose result is but seen differently: hence the ones. */
export const takeRows = (table: np.Array, ids: np.Array, width: number): np.Array =>
  np.take(table, ids, 0).mul(np.ones([1, width]));

export const sequenceLoss =
  ({ batch: { size }, length, dimension, units }: SequenceWorkload) =>
  (w: Arrays, { items, candidates, targets }: Arrays): np.Array => {
    const vectors = takeRows(w.itemEmbedding!, items!, dimension);
    // The input's part of all steps at once.
    const inputs = np
      .matmul(vectors, w.kernel!)
      .add(w.bias!)
      .reshape([length, size, 4 * units]);
    let h: np.Array | null = null;
    let c: np.Array | null = null;
    for (let t = 0; t < length; t++) {
      const input = inputs.ref.slice(t);
      const gates: np.Array = h ? input.add(np.matmul(h, w.recurrent!.ref)) : input;
      const gate = (g: number) => gates.ref.slice([], [g * units, (g + 1) * units]);
      const [i, f, n, o] = [
        nn.sigmoid(gate(0)),
        nn.sigmoid(gate(1)),
        np.tanh(gate(2)),
        nn.sigmoid(gate(3)),
      ] as const;
      gates.dispose();
      const added = i.mul(n);
      c = c ? f.mul(c).add(added) : (f.dispose(), added);
      h = o.mul(np.tanh(c.ref));
    }
    inputs.dispose();
    w.recurrent!.dispose();
    c!.dispose();
    const logits = np.matmul(h!, np.transpose(takeRows(w.output!, candidates!, units)));
    return np.negative(nn.logSoftmax(logits).mul(targets!).sum(1).mean());
  };
