/**
 * The counter-based generator that every random choice of a run comes from: Threefry-2x32 with 20 rounds
 * (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). It needs only 32-bit addition,
 * rotation and exclusive or, so WGSL gives the same integers (`engine/random/threefry.wgsl.ts`).
 *
 * A draw is a pure function of (seed, purpose, epoch, step, lane): nothing depends on the order of calls.
 */

/** What a draw is for. The numbers are part of the format: a link made today must give the same batches later. */
export const purpose = {
  initialWeights: 1,
  shuffle: 2,
  negatives: 3,
  dropout: 4,
  split: 5,
  validation: 6,
  evaluationCandidates: 7,
  generatedData: 8,
  randomScores: 9,
  tie: 10,
  bootstrap: 11,
  sweep: 12,
  projection: 13,
  wordVectors: 14,
} as const;
export type Purpose = (typeof purpose)[keyof typeof purpose];

/** A 64-bit key or draw, as two unsigned 32-bit words. */
export interface Words {
  a: number;
  b: number;
}

/** Threefry-2x32-20: the block of counter (`c0`, `c1`) under `key`. */
export function threefry(key: Words, c0: number, c1: number): Words {
  const block = { a: 0, b: 0 };
  threefryInto(block, key, c0, c1);
  return block;
}

/** `threefry` into an object that the caller keeps: samplers draw millions of blocks. Rounds are written out for speed. */
export function threefryInto(out: Words, key: Words, c0: number, c1: number): void {
  const k0 = key.a | 0;
  const k1 = key.b | 0;
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 13) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 15) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 26) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 6) ^ x0;
  // After every four rounds a key is injected; the second word counts the injections.
  x0 = (x0 + k1) | 0;
  x1 = (x1 + k2 + 1) | 0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 17) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 29) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 16) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 24) ^ x0;
  x0 = (x0 + k2) | 0;
  x1 = (x1 + k0 + 2) | 0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 13) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 15) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 26) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 6) ^ x0;
  x0 = (x0 + k0) | 0;
  x1 = (x1 + k1 + 3) | 0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 17) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 29) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 16) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 24) ^ x0;
  x0 = (x0 + k1) | 0;
  x1 = (x1 + k2 + 4) | 0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 13) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 15) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 26) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = rotate(x1, 6) ^ x0;
  x0 = (x0 + k2) | 0;
  x1 = (x1 + k0 + 5) | 0;
  out.a = x0 >>> 0;
  out.b = x1 >>> 0;
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** The key of everything drawn for one purpose in one epoch (0 where epochs do not matter). */
export function streamKey(seed: number, use: Purpose, epoch: number): Words {
  return threefry({ a: seed >>> 0, b: Math.floor(seed / 0x1_0000_0000) >>> 0 }, use, epoch);
}

/** The draw of one lane in one step of a stream. */
export function draw(key: Words, step: number, lane: number): Words {
  return threefry(key, step, lane);
}

/** An integer in 0..n-1 from a word: floor(word · n / 2^32), exact for n up to 2^21. */
export function below(word: number, n: number): number {
  return Math.floor((word * n) / 0x1_0000_0000);
}

/** A number in [0, 1) with 24 bits, the same as a 32-bit float on the GPU. */
export function unit(word: number): number {
  return (word >>> 8) / 0x100_0000;
}

/** Two standard normal numbers from a draw (Box-Muller). */
export function normalPair(words: Words): [number, number] {
  // 1 - u lies in (0, 1], so the logarithm is finite.
  const radius = Math.sqrt(-2 * Math.log(1 - unit(words.a)));
  const angle = 2 * Math.PI * unit(words.b);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/**
 * A keyed permutation of 0..n-1, computed at one place alone, so that a GPU lane can find its own sample: an
 * eight-round Feistel network on the least even number of bits that holds n, walked until it lands below n.
 */
export function makePermutation(key: Words, n: number): (index: number) => number {
  const halfBits = permutationHalfBits(n);
  const mask = 2 ** halfBits - 1;
  const roundKeys = Int32Array.from(
    [0, 1, 2, 3].flatMap((i) => {
      const { a, b } = threefry(key, i, 0x7065726d);
      return [a, b];
    }),
  );
  return (index) => {
    let x = index;
    do {
      let left = x >>> halfBits;
      let right = x & mask;
      for (let round = 0; round < 8; round += 2) {
        left ^= scramble(right ^ roundKeys[round]!) & mask;
        right ^= scramble(left ^ roundKeys[round + 1]!) & mask;
      }
      x = ((left << halfBits) | right) >>> 0;
    } while (x >= n);
    return x;
  };
}

/** Half the bits of the network that permutes 0..n-1. */
export function permutationHalfBits(n: number): number {
  return Math.max(1, Math.ceil(Math.log2(Math.max(n, 2)) / 2));
}

/** Bijective 32-bit mixer (the finalizer of MurmurHash3). */
export function mix(value: number): number {
  return scramble(value) >>> 0;
}

/** `mix` as a signed integer, which engines compute without floating point. */
function scramble(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A 32-bit hash of text (FNV-1a, mixed), to key a stream by a name. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}
