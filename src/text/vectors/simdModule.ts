/** The kernels as the bytes of a WebAssembly module, written out by hand: three loops over eight floats at a time. */

const i32 = 0x7f;
const f32 = 0x7d;
const v128 = 0x7b;

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const i32Const = (value: number): number[] => [0x41, value];
const i32Add = 0x6a;
const i32Sub = 0x6b;
const f32Add = 0x92;
const end = 0x0b;

/** Instructions of SIMD: a prefix and a number of one or two bytes. */
const simd = (...number: number[]): number[] => [0xfd, ...number];
/** Of addresses that are multiples of 4 (2 to the power of 2). */
const load = (offset: number): number[] => [...simd(0x00), 2, offset];
const store = (offset: number): number[] => [...simd(0x0b), 2, offset];
const splat = simd(0x13);
const lane = (index: number): number[] => simd(0x1f, index);
const add = simd(0xe4, 0x01);
const multiply = simd(0xe6, 0x01);

/** Runs `body` for every eight floats until `length`, which counts down; `addresses` go on by as many bytes. */
const loop = (addresses: readonly number[], length: number, body: readonly number[]): number[] => [
  ...[0x03, 0x40],
  ...body,
  ...addresses.flatMap((address) => [...get(address), ...i32Const(32), i32Add, ...set(address)]),
  ...[...get(length), ...i32Const(8), i32Sub, ...tee(length)],
  ...[0x0d, 0],
  end,
];

/** Of each half of the eight floats, by its offset in bytes. */
const halves = (half: (offset: number, index: number) => number[]): number[] => [
  ...half(0, 0),
  ...half(16, 1),
];

interface Code {
  name: string;
  params: number[];
  results: number[];
  /** How many locals of four lanes follow the parameters. */
  locals: number;
  body: number[];
}

const functions: Code[] = [
  {
    // a 0, b 1, length 2, sums 3 and 4
    name: 'dot',
    params: [i32, i32, i32],
    results: [f32],
    locals: 2,
    body: [
      ...loop(
        [0, 1],
        2,
        halves((offset, index) => [
          ...[...get(3 + index), ...get(0), ...load(offset), ...get(1), ...load(offset)],
          ...[...multiply, ...add, ...set(3 + index)],
        ]),
      ),
      ...[...get(3), ...get(4), ...add, ...tee(3), ...lane(0)],
      ...[1, 2, 3].flatMap((index) => [...get(3), ...lane(index), f32Add]),
    ],
  },
  {
    // out 0, move 1, hidden 2, g 3, length 4, g in all lanes 5, value 6
    name: 'step',
    params: [i32, i32, i32, f32, i32],
    results: [],
    locals: 2,
    body: [
      ...[...get(3), ...splat, ...set(5)],
      ...loop(
        [0, 1, 2],
        4,
        halves((offset) => [
          ...[...get(1), ...get(1), ...load(offset)],
          ...[...get(5), ...get(0), ...load(offset), ...tee(6), ...multiply, ...add, ...store(offset)],
          ...[...get(0), ...get(6)],
          ...[...get(5), ...get(2), ...load(offset), ...multiply, ...add, ...store(offset)],
        ]),
      ),
    ],
  },
  {
    // to 0, from 1, g 2, length 3, g in all lanes 4
    name: 'addScaled',
    params: [i32, i32, f32, i32],
    results: [],
    locals: 1,
    body: [
      ...[...get(2), ...splat, ...set(4)],
      ...loop(
        [0, 1],
        3,
        halves((offset) => [
          ...[...get(0), ...get(0), ...load(offset)],
          ...[...get(4), ...get(1), ...load(offset), ...multiply, ...add, ...store(offset)],
        ]),
      ),
    ],
  },
];

/** The module imports its memory as "m" of module "". */
export function simdModule(): Uint8Array<ArrayBuffer> {
  const codes = functions.map(({ locals, body }) => [1, locals, v128, ...body, end]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(functions.map(({ params, results }) => [0x60, ...bytes(params), ...bytes(results)]))),
    ...section(2, list([[...text(''), ...text('m'), 2, 0, 1]])),
    ...section(3, list(functions.map((_, index) => [index]))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0, index]))),
    ...section(10, list(codes.map((code) => bytes(code)))),
  ]);
}

/** A number as unsigned LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

const bytes = (content: readonly number[]): number[] => [...unsigned(content.length), ...content];
const text = (content: string): number[] => bytes([...new TextEncoder().encode(content)]);
const list = (entries: readonly number[][]): number[] => [...unsigned(entries.length), ...entries.flat()];
const section = (id: number, content: readonly number[]): number[] => [id, ...bytes(content)];
