/** How large a model is, known before it is trained. */
import type { ErrorReport } from './errors';

/** What the size of a model follows from besides its settings: the data after the filters. */
export interface DataCounts {
  numUsers: number;
  numItems: number;
  /** Training sessions; null where the data is not cut into any. */
  numSessions: number | null;
}

export interface ModelSize {
  /** Trained numbers. */
  numParameters: number;
  /** Of these and of what the optimizer keeps of each. */
  bytes: number;
  /** Why it cannot be trained here, with the setting to lower; null where it may fit. */
  refusal: ErrorReport | null;
}

const steps = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** "1.2 M", "830": to three digits. */
export function formatCount(count: number): string {
  // From 999.5 on it is rounded to the next thousand.
  const step = steps.find(([size]) => count >= size * 0.9995);
  return step ? `${Number((count / step[0]).toPrecision(3))} ${step[1]}` : String(count);
}

/** "14 MB", "830 bytes". */
export const formatBytes = (bytes: number): string =>
  bytes < 1000 ? `${bytes} bytes` : `${formatCount(bytes)}B`;

/** "1.2 M parameters, 14 MB with optimizer". */
export const sizeWords = ({ numParameters, bytes }: Pick<ModelSize, 'numParameters' | 'bytes'>): string =>
  `${formatCount(numParameters)} parameters, ${formatBytes(bytes)} with optimizer`;
