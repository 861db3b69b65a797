/** Loops over the positions of sequences, and over the numbers of a position. */
import type { FunctionCode, Local } from './functionCode';
import type { Values } from './values';

/** Runs `body` for every sequence and every position of it, whose numbers lie in locals. */
export function overPositions(
  { code, scopes }: Values,
  batchSize: number,
  length: number,
  body: (sequence: Local, position: Local) => void,
): void {
  const [sequence, position] = [scopes.local('i32'), scopes.local('i32')];
  code.i32(0).set(sequence);
  code.count(sequence, 1, batchSize, () => {
    code.i32(0).set(position);
    code.count(position, 1, length, () => scopes.within(() => body(sequence, position)));
  });
}

/** Sets a local to Σ factor · number, in bytes of numbers. */
export function setPlace(
  code: FunctionCode,
  to: Local,
  ...parts: readonly (readonly [factor: number, of: Local])[]
): void {
  for (const [i, [factor, of]] of parts.entries()) {
    code.get(of).times(factor * 4);
    if (i > 0) code.op('i32.add');
  }
  code.set(to);
}

/** Adds a constant number of bytes to a local. */
export const advance = (code: FunctionCode, local: Local, bytes: number): FunctionCode =>
  code.get(local).i32(bytes).op('i32.add').set(local);

/**
 * Runs `body` for stretches of at most `atOnce` vectors of `width` numbers, with how many numbers the stretch has. The
 * `places`, in bytes and the first of them 0 to begin with, are moved along.
 */
export function alongNumbers(
  code: FunctionCode,
  width: number,
  atOnce: number,
  places: readonly [Local, ...Local[]],
  body: (numbers: number) => void,
): void {
  const stretch = atOnce * 4;
  const whole = Math.floor(width / stretch);
  const [first] = places;
  if (whole > 0)
    code.loop(() => {
      body(stretch);
      for (const place of places) advance(code, place, stretch * 4);
      code
        .get(first)
        .i32(whole * stretch * 4)
        .op('i32.ne');
    });
  if (width > whole * stretch) body(width - whole * stretch);
}
