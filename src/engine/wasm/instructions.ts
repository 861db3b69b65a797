/**
 * The WebAssembly instructions that the back end uses, by their names in the specification. Those from 0xfd00 on are
 * the SIMD ones, whose code follows the prefix 0xfd.
 */
export const simdPrefix = 0xfd;

/** Instructions without immediates. */
export const plain = {
  return: 0x0f,
  'i32.eqz': 0x45,
  'i32.eq': 0x46,
  'i32.ne': 0x47,
  'i32.lt_s': 0x48,
  'i32.lt_u': 0x49,
  'i32.add': 0x6a,
  'i32.sub': 0x6b,
  'i32.mul': 0x6c,
  'i32.div_u': 0x6e,
  'i32.rem_u': 0x70,
  'i32.shl': 0x74,
  'i32.shr_u': 0x76,
  'i32x4.splat': 0xfd11,
  'f64x2.splat': 0xfd14,
  'i32x4.ne': 0xfd38,
  'i32x4.ge_u': 0xfd40,
  'f32x4.eq': 0xfd41,
  'f32x4.ne': 0xfd42,
  'f32x4.lt': 0xfd43,
  'f32x4.gt': 0xfd44,
  'f32x4.le': 0xfd45,
  'f32x4.ge': 0xfd46,
  'f64x2.eq': 0xfd47,
  'f64x2.ne': 0xfd48,
  'f64x2.lt': 0xfd49,
  'f64x2.gt': 0xfd4a,
  'v128.not': 0xfd4d,
  'v128.and': 0xfd4e,
  'v128.andnot': 0xfd4f,
  'v128.or': 0xfd50,
  'v128.xor': 0xfd51,
  'v128.bitselect': 0xfd52,
  'v128.any_true': 0xfd53,
  'f32x4.demote_f64x2_zero': 0xfd5e,
  'f64x2.promote_low_f32x4': 0xfd5f,
  'f32x4.nearest': 0xfd6a,
  'f64x2.nearest': 0xfd94,
  'i32x4.shl': 0xfdab,
  'i32x4.shr_s': 0xfdac,
  'i32x4.shr_u': 0xfdad,
  'i32x4.add': 0xfdae,
  'i32x4.sub': 0xfdb1,
  'i64x2.shl': 0xfdcb,
  'i64x2.shr_u': 0xfdcd,
  'i64x2.add': 0xfdce,
  'f32x4.abs': 0xfde0,
  'f32x4.neg': 0xfde1,
  'f32x4.sqrt': 0xfde3,
  'f32x4.add': 0xfde4,
  'f32x4.sub': 0xfde5,
  'f32x4.mul': 0xfde6,
  'f32x4.div': 0xfde7,
  'f32x4.min': 0xfde8,
  'f32x4.max': 0xfde9,
  'f64x2.abs': 0xfdec,
  'f64x2.add': 0xfdf0,
  'f64x2.sub': 0xfdf1,
  'f64x2.mul': 0xfdf2,
  'f64x2.div': 0xfdf3,
  'f64x2.min': 0xfdf4,
  'f64x2.max': 0xfdf5,
  'i32x4.trunc_sat_f32x4_s': 0xfdf8,
  'f32x4.convert_i32x4_s': 0xfdfa,
} as const;
export type Plain = keyof typeof plain;

/** Loads and stores: an address from the stack plus a constant offset. */
export const memory = {
  'i32.load': 0x28,
  'i32.store': 0x36,
  'v128.load': 0xfd00,
  'v128.load32_splat': 0xfd09,
  'v128.store': 0xfd0b,
  'v128.load32_zero': 0xfd5c,
  'v128.load64_zero': 0xfd5d,
} as const;
export type Memory = keyof typeof memory;

/** Loads and stores of one lane of a vector. */
export const laneMemory = {
  'v128.load32_lane': 0xfd56,
  'v128.store32_lane': 0xfd5a,
  'v128.store64_lane': 0xfd5b,
} as const;
export type LaneMemory = keyof typeof laneMemory;
