/** Writes the body of one WebAssembly function, instruction by instruction. */
import { Bytes } from './bytes';
import {
  laneMemory,
  memory,
  plain,
  simdPrefix,
  type LaneMemory,
  type Memory,
  type Plain,
} from './instructions';

export type ValueType = 'i32' | 'v128';
export const typeCodes: Record<ValueType, number> = { i32: 0x7f, v128: 0x7b };

/** Number of a local variable. */
export type Local = number;

export class FunctionCode {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  private readonly bytes = new Bytes();
  private readonly locals: ValueType[] = [];
  private readonly free: Record<ValueType, Local[]> = { i32: [], v128: [] };

  constructor(parameters: readonly ValueType[] = [], results: readonly ValueType[] = []) {
    this.parameters = parameters;
    this.results = results;
  }

  /** A local that holds nothing known: one that was released, or a new one. */
  local(type: ValueType): Local {
    return this.free[type].pop() ?? this.parameters.length + this.locals.push(type) - 1;
  }

  /** Lets a local be handed out again. */
  release(type: ValueType, local: Local): void {
    this.free[type].push(local);
  }

  get(local: Local): this {
    this.bytes.byte(0x20).unsigned(local);
    return this;
  }

  set(local: Local): this {
    this.bytes.byte(0x21).unsigned(local);
    return this;
  }

  tee(local: Local): this {
    this.bytes.byte(0x22).unsigned(local);
    return this;
  }

  i32(value: number): this {
    this.bytes.byte(0x41).signed(value);
    return this;
  }

  /** The same float32 in all four lanes. */
  f32x4(value: number): this {
    return this.vector(new Float32Array([value, value, value, value]));
  }

  /** The same 32 bits in all four lanes. */
  i32x4(value: number): this {
    return this.vector(new Int32Array([value, value, value, value]));
  }

  f64x2(value: number): this {
    return this.vector(new Float64Array([value, value]));
  }

  i64x2(value: bigint): this {
    return this.vector(new BigInt64Array([value, value]));
  }

  /** A constant vector of 16 bytes. */
  vector(lanes: Float32Array | Int32Array | Float64Array | BigInt64Array): this {
    this.opcode(0xfd0c).bytes.append(new Uint8Array(lanes.buffer));
    return this;
  }

  op(name: Plain): this {
    return this.opcode(plain[name]);
  }

  memory(name: Memory, offset: number): this {
    return this.opcode(memory[name]).place(offset);
  }

  lane(name: LaneMemory, offset: number, lane: number): this {
    this.opcode(laneMemory[name]).place(offset).bytes.byte(lane);
    return this;
  }

  /** Takes four 32-bit lanes from two vectors; 0..3 are those of the first, 4..7 those of the second. */
  shuffle(lanes: readonly number[]): this {
    this.opcode(0xfd0d);
    for (const lane of lanes) for (let i = 0; i < 4; i++) this.bytes.byte(lane * 4 + i);
    return this;
  }

  call(functionIndex: number): this {
    this.bytes.byte(0x10).unsigned(functionIndex);
    return this;
  }

  /** Sets memory: address, byte value and count are on the stack. */
  fillMemory(): this {
    this.bytes.byte(0xfc).unsigned(11).byte(0);
    return this;
  }

  /** Runs `then` where the i32 on the stack is not 0, else `otherwise`. */
  if(then: () => void, otherwise?: () => void): this {
    this.bytes.byte(0x04).byte(0x40);
    then();
    if (otherwise) {
      this.bytes.byte(0x05);
      otherwise();
    }
    this.bytes.byte(0x0b);
    return this;
  }

  /** Runs `body` again as long as it leaves a non-zero i32 on the stack. */
  loop(body: () => void): this {
    this.bytes.byte(0x03).byte(0x40);
    body();
    this.bytes.byte(0x0d).unsigned(0).byte(0x0b);
    return this;
  }

  /** Counts `counter` from its present value by `step` up to the constant `end`; `body` runs at least once. */
  count(counter: Local, step: number, end: number, body: () => void): this {
    return this.loop(() => {
      body();
      this.get(counter).i32(step).op('i32.add').tee(counter).i32(end).op('i32.lt_u');
    });
  }

  /** Multiplies the i32 on the stack by a constant. */
  times(factor: number): this {
    if (factor === 1) return this;
    const shift = Math.log2(factor);
    return Number.isInteger(shift) ? this.i32(shift).op('i32.shl') : this.i32(factor).op('i32.mul');
  }

  /** The body with its locals, as the code section holds it. */
  finish(): Uint8Array {
    const body = new Bytes();
    const runs: { type: ValueType; length: number }[] = [];
    for (const type of this.locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.length++;
      else runs.push({ type, length: 1 });
    }
    body.unsigned(runs.length);
    for (const { type, length } of runs) body.unsigned(length).byte(typeCodes[type]);
    return body.append(this.bytes.finish()).byte(0x0b).finish();
  }

  private opcode(code: number): this {
    if (code < 0x100) this.bytes.byte(code);
    else this.bytes.byte(simdPrefix).unsigned(code & 0xff);
    return this;
  }

  /** Alignment is only a hint; 2 stands for 4 bytes, which every access here has. */
  private place(offset: number): this {
    this.bytes.byte(2).unsigned(offset);
    return this;
  }
}
