/** Where everything of a program lies in the one memory of its module. */
import { planMemory } from '../program/memory';
import { walkValues } from '../program/buffersOf';
import type { BufferId, Program, Start } from '../program/program';

const alignment = 16;
/** Vectors are loaded whole at the end of a row, so a load may reach past the last number. */
const slack = 64;

export class Layout {
  /** Two words: the key of the epoch's dropout masks. */
  readonly dropoutKey = 0;
  /** The step of the epoch. */
  readonly step = 8;
  /** `StepValues.scalars`, float32. */
  readonly scalars = 16;
  /** Zeros, as many as the widest row of a `sumOfGroup`: the sum of an empty group. */
  readonly zeros: number;
  private readonly addresses: readonly number[];
  private readonly workStart: number;
  private workEnd: number;
  private workUsed = 0;

  constructor(program: Program) {
    const plan = planMemory(program);
    let end = this.scalars;
    const take = (numbers: number): number => {
      const start = end;
      end += Math.ceil((numbers * 4) / alignment) * alignment;
      return start;
    };
    take(program.numScalars);
    this.zeros = take(widestGroupSum(program));
    const slots = plan.slots.map(take);
    this.addresses = program.buffers.map(({ length }, id) => {
      const slot = plan.slotOf.get(id);
      return slot === undefined ? take(length) : slots[slot]!;
    });
    this.workStart = end;
    this.workEnd = end;
  }

  /** Address of the first number of a buffer. */
  address(buffer: BufferId): number {
    return this.addresses[buffer]!;
  }

  /** Address of a number of a buffer. */
  addressOf({ buffer, offset }: Start): number {
    return this.address(buffer) + offset * 4;
  }

  /** Lets the working memory be handed out anew: one kernel uses it at a time. */
  startKernel(): void {
    this.workUsed = 0;
  }

  /** Address of working memory for as many numbers, for the present kernel. */
  work(numbers: number): number {
    const start = this.workStart + this.workUsed;
    this.workUsed += Math.ceil((numbers * 4) / alignment) * alignment;
    this.workEnd = Math.max(this.workEnd, this.workStart + this.workUsed);
    return start;
  }

  /** Memory that the program needs, once all its kernels are written. */
  get bytes(): number {
    return this.workEnd + slack;
  }
}

function widestGroupSum(program: Program): number {
  let widest = 0;
  for (const kernel of program.levels.flat()) {
    if (kernel.kind !== 'rows') continue;
    for (const { value, width } of kernel.stages)
      walkValues([value], ({ op }) => {
        if (op === 'sumOfGroup') widest = Math.max(widest, width);
      });
  }
  return widest;
}
