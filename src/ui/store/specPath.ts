/** Reading and writing one setting of a spec by its dot path, such as "optimizer.params.learningRate". */
import type { ExperimentSpec } from '../../protocol/spec';

type Plain = Record<string, unknown>;

/** The value at a path, or undefined where there is none. */
export function getAt(spec: ExperimentSpec, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Plain)[key] : undefined),
      spec,
    );
}

/** A copy with one value replaced; everything off the path is shared with the original. */
export function withAt(spec: ExperimentSpec, path: string, value: unknown): ExperimentSpec {
  const [key, ...rest] = path.split('.');
  const replace = (at: Plain, head: string, tail: string[]): Plain => ({
    ...at,
    [head]: tail.length === 0 ? value : replace((at[head] ?? {}) as Plain, tail[0]!, tail.slice(1)),
  });
  return replace(spec as unknown as Plain, key!, rest) as unknown as ExperimentSpec;
}
