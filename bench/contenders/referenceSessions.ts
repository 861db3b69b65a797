/** One step of the GRU of GRU4Rec in plain loops. */
import type { SessionWorkload } from '../workloads/workload';
import { sigmoid, type LossAndGradient } from './lossAndGradient';

/** Mean over sessions of −log softmax of their own next item among all candidates. */
export function gru4rec({ units, batch }: SessionWorkload): LossAndGradient {
  const { size, items, state, candidates } = batch;
  const width = 3 * units;
  const carried = new Float64Array(width);
  const [z, r, n, h] = [0, 1, 2, 3].map(() => new Float64Array(units)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const scores = new Float64Array(candidates.length);
  return (w, g) => {
    let loss = 0;
    for (let row = 0; row < size; row++) {
      const before = state.subarray(row * units, (row + 1) * units);
      const item = items[row]! * width;
      const x = (column: number) => w.kernel![item + column]! + w.bias![column]!;
      carried.fill(0);
      for (let k = 0; k < units; k++)
        for (let j = 0; j < width; j++) carried[j]! += before[k]! * w.recurrent![k * width + j]!;
      for (let j = 0; j < units; j++) {
        z[j] = sigmoid(x(j) + carried[j]!);
        r[j] = sigmoid(x(units + j) + carried[units + j]!);
        n[j] = Math.tanh(x(2 * units + j) + r[j]! * carried[2 * units + j]!);
        h[j] = (1 - z[j]!) * n[j]! + z[j]! * before[j]!;
      }
      for (const [at, candidate] of candidates.entries()) {
        scores[at] = w.outputBias![candidate]!;
        for (let j = 0; j < units; j++) scores[at]! += h[j]! * w.output![candidate * units + j]!;
      }
      const most = scores.reduce((a, b) => Math.max(a, b));
      const sum = scores.reduce((total, score) => total + Math.exp(score - most), 0);
      loss += (most + Math.log(sum) - scores[row]!) / size;

      const dh = new Float64Array(units);
      for (const [at, candidate] of candidates.entries()) {
        const slope = (Math.exp(scores[at]! - most) / sum - Number(at === row)) / size;
        g.outputBias![candidate]! += slope;
        for (let j = 0; j < units; j++) {
          dh[j]! += slope * w.output![candidate * units + j]!;
          g.output![candidate * units + j]! += slope * h[j]!;
        }
      }
      for (let j = 0; j < units; j++) {
        const ofN = dh[j]! * (1 - z[j]!) * (1 - n[j]! * n[j]!);
        const ofZ = dh[j]! * (before[j]! - n[j]!) * z[j]! * (1 - z[j]!);
        const ofR = ofN * carried[2 * units + j]! * r[j]! * (1 - r[j]!);
        // By what the item adds to a gate, and by what the state adds, which r scales in the last gate.
        for (const [gate, ofItem, ofState] of [
          [0, ofZ, ofZ],
          [1, ofR, ofR],
          [2, ofN, ofN * r[j]!],
        ] as const) {
          const column = gate * units + j;
          g.kernel![item + column]! += ofItem;
          g.bias![column]! += ofItem;
          for (let k = 0; k < units; k++) g.recurrent![k * width + column]! += ofState * before[k]!;
        }
      }
    }
    return loss;
  };
}
