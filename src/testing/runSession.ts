/** Sessions in Node, on the CPU. */
import { startBackend } from '../engine/backends/startBackend';
import type { Dataset } from '../protocol/dataset';
import type { SpecOverrides } from '../protocol/spec';
import { wasmBinariesInNode } from './nodeBackend';
import { recordSession, type SessionOptions, type SessionRecord } from './recordSession';

/** @throws Error listing the problems of the spec */
export async function runSession(
  dataset: Dataset,
  overrides: SpecOverrides,
  options: SessionOptions = {},
): Promise<SessionRecord> {
  const faults = { onLost: () => {}, onError: () => {} };
  const compute = await startBackend('wasm', wasmBinariesInNode(), faults);
  return recordSession(compute, dataset, overrides, options);
}
