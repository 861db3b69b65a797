/**
 * Reads and writes of a program's buffers in WGSL. A shader sees each buffer as an array either of numbers or of
 * vectors of four. Vectors are several times faster to load and store on software GPUs, and no slower on others; a
 * vector's single number can be read, but not written while other invocations write its neighbours.
 */
import type { BufferId, Program } from '../../program/program';
import { type Code, type Expression, unsigned } from './code';
import { divide, isMultiple, type Linear } from './linear';

/** How a shader uses a buffer. */
export interface BufferUse {
  read: boolean;
  written: boolean;
  /** Some access is of four numbers from a multiple of four on. */
  wantsVectors: boolean;
  /** Some write is of a single number. */
  needsNumbers: boolean;
}
export type BufferUses = Map<BufferId, BufferUse>;

/** The element that suits all uses of a shader. */
export const holdsVectors = ({ wantsVectors, needsNumbers }: BufferUse): boolean =>
  wantsVectors && !needsNumbers;

export const arrayName = (buffer: BufferId): string => `b${buffer}`;

/** A place per lane: base + lane · step, where the lanes are columns next to each other. */
export interface LaneIndex {
  base: Linear;
  step: number;
}

export class Arrays {
  /** Filled while code is written. */
  readonly uses: BufferUses = new Map();
  private readonly program: Program;
  private readonly areVectors: (buffer: BufferId) => boolean;

  constructor(program: Program, areVectors: (buffer: BufferId) => boolean) {
    this.program = program;
    this.areVectors = areVectors;
  }

  /** float32 at one place. */
  load(code: Code, buffer: BufferId, at: Linear): Expression {
    return this.loadNumber(code, buffer, at, 'f32');
  }

  /** vec4<f32> of four places. */
  loadFour(code: Code, buffer: BufferId, index: LaneIndex): Expression {
    return this.loadLanes(code, buffer, index, 'f32');
  }

  /** Ids as u32, or as vec4<u32> of four places. */
  loadIds(code: Code, buffer: BufferId, index: LaneIndex, lanes: 1 | 4): Expression {
    return lanes === 1
      ? this.loadNumber(code, buffer, index.base, 'u32')
      : this.loadLanes(code, buffer, index, 'u32');
  }

  /** vec4<f32> of numbers at four unrelated places, given as u32 names. */
  gather(code: Code, buffer: BufferId, at: readonly string[], depth: number): Expression {
    this.use(buffer).read = true;
    const numbers = at.map((index) => this.number(buffer, index));
    return code.bind(
      this.cast(buffer, `vec4<${this.type(buffer)}>(${numbers.join(', ')})`, 'vec4<f32>'),
      depth,
      true,
      buffer,
    );
  }

  store(code: Code, buffer: BufferId, at: Linear, value: string): void {
    const use = this.use(buffer);
    use.written = true;
    use.needsNumbers = true;
    const index = code.bindIndex(at).text;
    code.line(`${this.number(buffer, index)} = ${this.converted(buffer, value, '')};`);
    code.forgetReads(buffer);
  }

  /** Writes a vec4<f32> to four places. */
  storeFour(code: Code, buffer: BufferId, { base, step }: LaneIndex, value: string): void {
    const use = this.use(buffer);
    use.written = true;
    const together = step === 1 && isMultiple(base, 4);
    if (together) use.wantsVectors = true;
    if (together && this.areVectors(buffer)) {
      const index = code.bindIndex(divide(base, 4)).text;
      code.line(`${arrayName(buffer)}[${index}] = ${this.converted(buffer, value, 'vec4')};`);
      code.forgetReads(buffer);
    } else {
      this.scatter(code, buffer, this.laneIndices(code, { base, step }), value);
    }
  }

  /** Writes a vec4<f32> to four unrelated places, given as u32 names. */
  scatter(code: Code, buffer: BufferId, at: readonly string[], value: string): void {
    const use = this.use(buffer);
    use.written = true;
    use.needsNumbers = true;
    at.forEach((index, lane) => {
      code.line(`${this.number(buffer, index)} = ${this.converted(buffer, `${value}[${lane}]`, '')};`);
    });
    code.forgetReads(buffer);
  }

  private loadNumber(code: Code, buffer: BufferId, at: Linear, to: 'f32' | 'u32'): Expression {
    this.use(buffer).read = true;
    const index = code.bindIndex(at);
    return code.bind(this.cast(buffer, this.number(buffer, index.text), to), index.depth, false, buffer);
  }

  private loadLanes(code: Code, buffer: BufferId, { base, step }: LaneIndex, to: 'f32' | 'u32'): Expression {
    const use = this.use(buffer);
    use.read = true;
    const together = step === 1 && isMultiple(base, 4);
    if (together) use.wantsVectors = true;
    let text: string;
    let depth: number;
    if (together && this.areVectors(buffer)) {
      const index = code.bindIndex(divide(base, 4));
      text = `${arrayName(buffer)}[${index.text}]`;
      ({ depth } = index);
    } else {
      ({ depth } = code.bindIndex(base));
      const numbers = this.laneIndices(code, { base, step }).map((index) => this.number(buffer, index));
      text = `vec4<${this.type(buffer)}>(${numbers.join(', ')})`;
    }
    return code.bind(this.cast(buffer, text, `vec4<${to}>`), depth, true, buffer);
  }

  private laneIndices(code: Code, { base, step }: LaneIndex): string[] {
    const first = code.bindIndex(base);
    return [0, 1, 2, 3].map((lane) =>
      lane * step === 0
        ? first.text
        : code.bind(`${first.text} + ${unsigned(lane * step)}`, first.depth).text,
    );
  }

  private number(buffer: BufferId, index: string): string {
    const name = arrayName(buffer);
    return this.areVectors(buffer) ? `${name}[${index} >> 2u][${index} & 3u]` : `${name}[${index}]`;
  }

  private type(buffer: BufferId): 'f32' | 'i32' {
    return this.program.buffers[buffer]!.type;
  }

  private cast(buffer: BufferId, text: string, to: string): string {
    return to.includes(this.type(buffer)) ? text : `${to}(${text})`;
  }

  private converted(buffer: BufferId, value: string, vector: '' | 'vec4'): string {
    if (this.type(buffer) === 'f32') return value;
    return vector ? `vec4<i32>(${value})` : `i32(${value})`;
  }

  private use(buffer: BufferId): BufferUse {
    let use = this.uses.get(buffer);
    if (!use) {
      use = { read: false, written: false, wantsVectors: false, needsNumbers: false };
      this.uses.set(buffer, use);
    }
    return use;
  }
}
