/**
 * Logistic regression on sparse rows by Newton's method: each step solves (I + C·XᵀDX)·s = −gradient by conjugate
 * gradients, and is halved until the objective falls. Lin, Weng & Keerthi, Trust region Newton method for large-scale
 * logistic regression, JMLR 2008, without the trust region.
 */
import type { SparseRows } from '../../text/bagOfWords';

const mostSteps = 50;
const mostConjugateSteps = 100;
/** Training ends when the gradient is this much shorter than at the start. */
const tolerance = 1e-6;
/** And each inner solution when its residual is. */
const innerTolerance = 0.01;

/** The bias stands behind the weights and is not penalized. */
interface Problem {
  rows: SparseRows;
  train: Int32Array;
  truth: Uint8Array;
  inversePenalty: number;
}

/**
 * Minimizes ½‖w‖² + C·Σ over the rows `train` of log(1 + exp(−y·(w·x + b))), y = ±1 by `truth` (1 or 0, in the order of
 * `train`).
 */
export async function fitLogistic(
  rows: SparseRows,
  train: Int32Array,
  truth: Uint8Array,
  inversePenalty: number,
  pace: () => Promise<void>,
): Promise<{ weights: Float64Array; bias: number }> {
  const problem: Problem = { rows, train, truth, inversePenalty };
  const biasAt = rows.numColumns;
  const weights = new Float64Array(biasAt + 1);
  let state = evaluate(problem, weights);
  const start = Math.sqrt(dot(state.gradient, state.gradient));
  for (let step = 0; step < mostSteps; step++) {
    if (Math.sqrt(dot(state.gradient, state.gradient)) <= tolerance * start) break;
    await pace();
    const direction = newtonDirection(problem, state);
    const slope = dot(direction, state.gradient);
    let size = 1;
    let next = moved(weights, direction, size);
    let reached = evaluate(problem, next);
    while (reached.objective > state.objective + 1e-4 * size * slope && size > 1e-8) {
      size /= 2;
      next = moved(weights, direction, size);
      reached = evaluate(problem, next);
    }
    // As low as the numbers go.
    if (reached.objective >= state.objective) break;
    weights.set(next);
    state = reached;
  }
  return { weights: weights.slice(0, biasAt), bias: weights[biasAt]! };
}

interface State {
  objective: number;
  gradient: Float64Array;
  /** p·(1 − p) of each training row. */
  curvature: Float64Array;
}

function evaluate({ rows, train, truth, inversePenalty }: Problem, weights: Float64Array): State {
  const biasAt = rows.numColumns;
  const gradient = weights.slice();
  gradient[biasAt] = 0;
  const curvature = new Float64Array(train.length);
  let objective = dot(gradient, gradient) / 2;
  for (const [place, row] of train.entries()) {
    const logit = timesRow(rows, row, weights);
    const y = truth[place]!;
    objective += inversePenalty * (Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - y * logit);
    const probability = 1 / (1 + Math.exp(-logit));
    curvature[place] = probability * (1 - probability);
    addRow(rows, row, inversePenalty * (probability - y), gradient);
  }
  return { objective, gradient, curvature };
}

/** Solves Hessian · s = −gradient until the residual is short enough. */
function newtonDirection(
  { rows, train, inversePenalty }: Problem,
  { gradient, curvature }: State,
): Float64Array {
  const biasAt = rows.numColumns;
  const solution = new Float64Array(gradient.length);
  const residual = gradient.map((value) => -value);
  let direction: Float64Array = residual.slice();
  let squared = dot(residual, residual);
  const enough = innerTolerance ** 2 * squared;
  for (let step = 0; step < mostConjugateSteps && squared > enough; step++) {
    const image = direction.slice();
    image[biasAt] = 0;
    for (const [place, row] of train.entries())
      addRow(rows, row, inversePenalty * curvature[place]! * timesRow(rows, row, direction), image);
    const size = squared / dot(direction, image);
    for (let i = 0; i < solution.length; i++) {
      solution[i]! += size * direction[i]!;
      residual[i]! -= size * image[i]!;
    }
    const next = dot(residual, residual);
    direction = moved(residual, direction, next / squared);
    squared = next;
  }
  return solution;
}

function timesRow(
  { offsets, columns, values, numColumns }: SparseRows,
  row: number,
  weights: Float64Array,
): number {
  let sum = weights[numColumns]!;
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) sum += values[k]! * weights[columns[k]!]!;
  return sum;
}

function addRow(
  { offsets, columns, values, numColumns }: SparseRows,
  row: number,
  factor: number,
  to: Float64Array,
): void {
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) to[columns[k]!]! += factor * values[k]!;
  to[numColumns]! += factor;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** from + size · direction */
const moved = (from: Float64Array, direction: Float64Array, size: number): Float64Array =>
  from.map((value, i) => value + size * direction[i]!);
