/**
 * UMAP: a picture in which those near each other in many dimensions stay near each other (McInnes, Healy & Melville,
 * 2018), by the library umap-js. Three things are ours: the neighbours are exact and those by cosine, the layout begins
 * with the principal components, which keeps far-apart groups in place (Kobak & Linderman, Nature Biotechnology 2021),
 * and a seed decides every random choice.
 */
import { UMAP } from 'umap-js';
import { purpose, streamKey, threefryInto, unit, type Words } from '../../data/random';
import { unitRows, type UnitRows } from '../../data/unitRows';
import { nearestRows } from '../nearest';
import { principalComponents } from './pca';

export interface UmapOptions {
  /** Neighbours of each item that shape the picture, itself counted as one. */
  neighbours: number;
  /** How close two items may lie, 0..1. */
  minDist: number;
  seed: number;
}

export interface Layout {
  /** [rows] */
  x: Float32Array;
  y: Float32Array;
}

export type UmapPhase = 'neighbours' | 'graph' | 'layout';

/** Lets other work in; called every few milliseconds. Rejects to end the work. */
export type Pace = (phase: UmapPhase, done: number, total: number) => Promise<void>;

/** Fewer items have no neighbourhood worth the name. */
export const leastRows = 4;

/** What the authors choose for large data; begun with principal components, small data needs no more. */
const epochs = 200;
/** Side of the square in which a layout begins, as in the authors' program. */
const startSpread = 20;

/**
 * Lays vectors out in two dimensions.
 * @param values [rows, dimension] row by row, at least `leastRows` rows
 */
export async function umapLayout(
  values: Float32Array,
  dimension: number,
  options: UmapOptions,
  pace: Pace,
): Promise<Layout> {
  const rows = unitRows(values, dimension);
  const numRows = values.length / dimension;
  const neighbours = Math.min(options.neighbours, numRows - 1);
  const umap = new UMAP({
    nNeighbors: neighbours,
    minDist: options.minDist,
    nEpochs: epochs,
    random: randomSequence(streamKey(options.seed, purpose.projection, 0)),
  });
  const { indices, distances } = await neighbourLists(rows, numRows, neighbours, pace);
  umap.setPrecomputedKNN(indices, distances);
  await pace('graph', 0, 1);
  umap.initializeFit(Array.from({ length: numRows }, () => []));
  // The very rows that the steps move.
  const layout = umap.getEmbedding();
  startFromComponents(layout, rows);
  for (let epoch = 0; epoch < epochs; epoch++) {
    await pace('layout', epoch, epochs);
    umap.step();
  }
  return {
    x: Float32Array.from(layout, (place) => place[0]!),
    y: Float32Array.from(layout, (place) => place[1]!),
  };
}

/** Neighbours as the library wants them: the row itself first, then the others with their distances. */
async function neighbourLists(
  rows: UnitRows,
  numRows: number,
  neighbours: number,
  pace: Pace,
): Promise<{ indices: number[][]; distances: number[][] }> {
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let row = 0; row < numRows; row++) {
    await pace('neighbours', row, numRows);
    const found = nearestRows(rows, row, neighbours - 1);
    indices.push([row, ...found.map((neighbour) => neighbour.row)]);
    // Of unit vectors the distance is a function of the cosine; rounding may take a cosine above 1.
    distances.push([0, ...found.map(({ cosine }) => Math.sqrt(Math.max(0, 2 - 2 * cosine)))]);
  }
  return { indices, distances };
}

function startFromComponents(layout: number[][], rows: UnitRows): void {
  const { x, y } = principalComponents(rows.values, rows.dimension);
  const widest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  for (const [row, place] of layout.entries()) {
    place[0] = (x[row]! / widest) * (startSpread / 2);
    place[1] = (y[row]! / widest) * (startSpread / 2);
  }
}

/** Numbers in [0, 1) one after the other, for a library that asks for a function. */
function randomSequence(key: Words): () => number {
  const block: Words = { a: 0, b: 0 };
  let drawn = 0;
  return () => {
    const isSecond = drawn % 2 === 1;
    if (!isSecond) threefryInto(block, key, drawn / 2, 0);
    drawn++;
    return unit(isSecond ? block.b : block.a);
  };
}
