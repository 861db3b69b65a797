/** The loop over the columns of a row, four at a time. */
import type { Values } from './values';

/**
 * Vectors of a row that are written out one after the other rather than looped over. Few: V8 moves the loads of a
 * stretch of code to its front, and then runs out of registers.
 */
const maxUnrolled = 4;

/**
 * Runs `body` for each four columns below `width` from `start`, with `values.at` set to them; the last time there may
 * be fewer. `slot` counts the vectors modulo `slots`, which a sum uses to keep several additions under way.
 */
export function overColumns(
  values: Values,
  { start = 0, width, slots }: { start?: number; width: number; slots: number },
  body: (slot: number) => void,
): void {
  const { code, scopes, at } = values;
  const whole = Math.floor(width / 4);
  const vector = (delta: number, slot: number, lanes: number) => {
    at.column.delta = delta;
    at.lanes = lanes;
    scopes.within(() => body(slot));
  };
  let done = 0;
  at.column = { unit: 4, delta: 0 };
  if (whole > maxUnrolled) {
    const counter = scopes.local('i32');
    at.column.local = counter;
    done = whole - (whole % slots);
    code.i32(start * 4).set(counter);
    code.count(counter, slots * 16, (start + done * 4) * 4, () => {
      for (let slot = 0; slot < slots; slot++) vector(slot * 4, slot, 4);
    });
    delete at.column.local;
  }
  for (let i = done; i < whole; i++) vector(start + i * 4, i % slots, 4);
  if (width % 4 > 0) vector(start + whole * 4, whole % slots, width % 4);
  at.column = { unit: 4, delta: 0 };
  at.lanes = 4;
}
