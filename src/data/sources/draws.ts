/** One draw after another from the stream of one film or one viewer, for data that is generated on the host. */
import { below, draw, normalPair, purpose, streamKey, type Words } from '../random';

/** What a stream of generated data is for; part of the format, as the purposes in `random.ts`. */
export const generatedPart = { film: 1, series: 2, viewer: 3, picks: 4, text: 5 } as const;
export type GeneratedPart = (typeof generatedPart)[keyof typeof generatedPart];

export class Draws {
  private readonly key: Words;
  private readonly id: number;
  private lane = 0;

  /** @param id which film or viewer */
  constructor(seed: number, part: GeneratedPart, id: number) {
    this.key = streamKey(seed, purpose.generatedData, part);
    this.id = id;
  }

  private next(): Words {
    return draw(this.key, this.id, this.lane++);
  }

  /** In [0, 1), with 53 bits. */
  uniform(): number {
    const { a, b } = this.next();
    return ((a >>> 5) * 0x400_0000 + (b >>> 6)) / 0x20_0000_0000_0000;
  }

  /** Of mean 0 and variance 1. */
  normal(): number {
    return normalPair(this.next())[0];
  }

  /** An integer in 0..n-1. */
  below(n: number): number {
    return below(this.next().a, n);
  }

  oneOf<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Of mean `mean`. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }
}
