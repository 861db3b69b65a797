/**
 * Scores as whole numbers that stand in the same order. Comparing these is exact on every GPU, where comparing floats
 * need not be: a shader may take tiny numbers for 0, and may assume that there is no NaN.
 */
export const scoreKeysWgsl = /* wgsl */ `
fn keyOf(bits: i32) -> i32 { return bits ^ ((bits >> 31u) & 0x7fffffff); }
fn keysOf(bits: vec4<i32>) -> vec4<i32> { return bits ^ ((bits >> vec4<u32>(31u)) & vec4<i32>(0x7fffffff)); }

// Both zeros are one score, but have the keys 0 and -1.
fn lowerZero(key: i32) -> i32 { return select(key, -1, key == 0); }

// A score that is no finite number has all bits of its exponent set.
const firstNonFinite = 0x7f800000;
`;
