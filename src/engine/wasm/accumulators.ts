/** Sums and maxima of vectors: several running ones, and what becomes of their lanes. */
import type { FunctionCode, Local } from './functionCode';
import type { Values } from './values';

type Reduction = 'sum' | 'max';
const instruction = { sum: 'f32x4.add', max: 'f32x4.max' } as const;

export class Accumulators {
  private readonly code: FunctionCode;
  private readonly op: Reduction;
  private readonly locals: readonly Local[];

  /** `count` running results of a kind, in locals of the present scope. */
  constructor({ code, scopes }: Values, op: Reduction, count: number) {
    this.code = code;
    this.op = op;
    this.locals = Array.from({ length: count }, () => scopes.local('v128'));
    for (const local of this.locals) code.f32x4(op === 'sum' ? 0 : -Infinity).set(local);
  }

  /** Takes the first `lanes` lanes of the vector on the stack into a running result. */
  take(slot: number, lanes: number): void {
    const { code } = this;
    const local = this.locals[slot]!;
    if (lanes < 4) {
      const mask = new Int32Array(4).fill(-1, 0, lanes);
      if (this.op === 'sum') code.vector(mask).op('v128.and');
      else code.f32x4(-Infinity).vector(mask).op('v128.bitselect');
    }
    code.get(local).op(instruction[this.op]).set(local);
  }

  /** Pushes one running result. */
  push(slot: number): void {
    this.code.get(this.locals[slot]!);
  }

  /** Pushes the result over all running ones and all their lanes, in every lane. */
  pushTotal(): void {
    const { code } = this;
    const [first, ...others] = this.locals;
    code.get(first!);
    for (const other of others) code.get(other).op(instruction[this.op]);
    for (const lanes of [
      [2, 3, 0, 1],
      [1, 0, 3, 2],
    ])
      code.tee(first!).get(first!).get(first!).shuffle(lanes).op(instruction[this.op]);
  }
}
