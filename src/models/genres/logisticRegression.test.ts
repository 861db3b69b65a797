import { expect, it } from 'vitest';
import type { SparseRows } from '../../text/bagOfWords';
import { fitLogistic } from './logisticRegression';

const dense = (matrix: number[][]): SparseRows => ({
  numColumns: matrix[0]!.length,
  offsets: Int32Array.from({ length: matrix.length + 1 }, (_, row) => row * matrix[0]!.length),
  columns: Int32Array.from(matrix.flatMap((row) => row.map((_, column) => column))),
  values: Float32Array.from(matrix.flat()),
});
const pace = () => Promise.resolve();
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const matrix = [
  [1, 0, 0.5],
  [0, 1, 0.25],
  [1, 1, 0],
  [0, 0, 1],
  [0.5, 0.5, 0],
];
const truth = [1, 0, 1, 0, 0];

it('ends where the gradient of the penalized likelihood is zero', async () => {
  const C = 3;
  const rows = dense(matrix);
  const train = Int32Array.from(matrix.keys());
  const { weights, bias } = await fitLogistic(rows, train, Uint8Array.from(truth), C, pace);
  const errors = matrix.map(
    (row, i) => sigmoid(bias + row.reduce((sum, x, c) => sum + Math.fround(x) * weights[c]!, 0)) - truth[i]!,
  );
  for (let column = 0; column < 3; column++) {
    const pull = errors.reduce((sum, error, i) => sum + error * Math.fround(matrix[i]![column]!), 0);
    expect(weights[column]! + C * pull).toBeCloseTo(0, 5);
  }
  expect(errors.reduce((sum, error) => sum + error, 0)).toBeCloseTo(0, 5);
});

it('learns from the training rows alone', async () => {
  const rows = dense([...matrix, [9, -9, 9]]);
  const with6 = await fitLogistic(rows, Int32Array.of(0, 1, 2, 3, 4), Uint8Array.from(truth), 1, pace);
  const without = await fitLogistic(
    dense(matrix),
    Int32Array.of(0, 1, 2, 3, 4),
    Uint8Array.from(truth),
    1,
    pace,
  );
  expect(with6).toEqual(without);
});

it('gives the share of the truth where the rows say nothing', async () => {
  const rows = dense([[0], [0], [0], [0]]);
  const { weights, bias } = await fitLogistic(
    rows,
    Int32Array.of(0, 1, 2, 3),
    Uint8Array.of(1, 0, 0, 0),
    1,
    pace,
  );
  expect(weights[0]).toBe(0);
  expect(sigmoid(bias)).toBeCloseTo(0.25, 6);
});

it('goes far but ends where a genre is in all rows, or in none', async () => {
  const rows = dense(matrix);
  const train = Int32Array.from(matrix.keys());
  for (const all of [0, 1]) {
    const { bias } = await fitLogistic(rows, train, new Uint8Array(5).fill(all), 1, pace);
    expect(Number.isFinite(bias)).toBe(true);
    expect(Math.abs(sigmoid(bias) - all)).toBeLessThan(0.01);
  }
});
