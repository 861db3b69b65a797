/**
 * Where generated code stands in a kernel's loops: which locals hold the coordinates, and what was computed already
 * for how wide a part of the iteration.
 */
import type { FunctionCode, Local, ValueType } from './functionCode';
import type { Place } from '../program/program';

/** One coordinate: (the local, if any) / unit + delta. */
export interface Axis {
  /** Holds coordinate · unit. Without it the coordinate is the constant `delta`. */
  local?: Local;
  unit: number;
  delta: number;
}

/**
 * The coordinates that something depends on, as bits: row coordinate i is bit i.
 */
export type Dependence = number;
/** The column. */
export const onColumn = 1 << 30;
/** What exists only within one row: registers. */
export const onRowBody = 1 << 29;
export const onEverything = -1;

/** What a place depends on. */
export function placeDependence(place: Place): Dependence {
  let on = place.column === 0 ? 0 : onColumn;
  for (const [axis, stride] of place.rows.entries()) if (stride !== 0) on |= 1 << axis;
  return place.via ? on | placeDependence(place.via.ids) : on;
}

export const isWithin = (on: Dependence, available: Dependence): boolean => (on & ~available) === 0;

/** Text that equal places share. */
export function placeKey({ buffer, offset, rows, column, via }: Place): string {
  const through = via ? `(${placeKey(via.ids)})*${via.stride}` : '';
  return `${buffer}:${offset}:${rows.join()}:${column}${through}`;
}

/** Locals that hold results, from when they are computed to the end of the loop body that they belong to. */
export class Scopes {
  private readonly code: FunctionCode;
  private readonly stack: { known: Map<unknown, Local>; taken: { type: ValueType; local: Local }[] }[] = [];

  constructor(code: FunctionCode) {
    this.code = code;
  }

  /** Runs `body` in a scope of its own, whose locals are free afterwards. */
  within(body: () => void): void {
    this.stack.push({ known: new Map(), taken: [] });
    body();
    for (const { type, local } of this.stack.pop()!.taken) this.code.release(type, local);
  }

  /** A local until the end of the present scope. */
  local(type: ValueType): Local {
    const local = this.code.local(type);
    this.stack.at(-1)!.taken.push({ type, local });
    return local;
  }

  find(key: unknown): Local | undefined {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const local = this.stack[i]!.known.get(key);
      if (local !== undefined) return local;
    }
    return undefined;
  }

  /** Keeps what lies on the stack, and leaves it there. */
  keep(key: unknown, type: ValueType): void {
    const local = this.local(type);
    this.stack.at(-1)!.known.set(key, local);
    this.code.tee(local);
  }

  /** Names a local that holds `key` already. */
  assign(key: unknown, local: Local): void {
    this.stack.at(-1)!.known.set(key, local);
  }
}
