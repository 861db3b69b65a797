/** The generator of `data/random.ts` in WGSL: the same integers, held together by the parity tests. */
export const threefryWgsl = /* wgsl */ `
fn rotateLeft(x: u32, r: u32) -> u32 { return (x << r) | (x >> (32u - r)); }

fn threefry(key: vec2<u32>, counter: vec2<u32>) -> vec2<u32> {
  let rotations = array<u32, 8>(13u, 15u, 26u, 6u, 17u, 29u, 16u, 24u);
  let keys = array<u32, 3>(key.x, key.y, 0x1bd11bdau ^ key.x ^ key.y);
  var x = counter + key;
  for (var group = 0u; group < 5u; group++) {
    for (var i = 0u; i < 4u; i++) {
      x.x += x.y;
      x.y = rotateLeft(x.y, rotations[(group & 1u) * 4u + i]) ^ x.x;
    }
    x.x += keys[(group + 1u) % 3u];
    x.y += keys[(group + 2u) % 3u] + group + 1u;
  }
  return x;
}

// High word of a 32 x 32 bit product: floor(a · b / 2^32).
fn multiplyHigh(a: u32, b: u32) -> u32 {
  let al = a & 0xffffu; let ah = a >> 16u;
  let bl = b & 0xffffu; let bh = b >> 16u;
  let low = al * bl;
  let middle = ah * bl + (low >> 16u);
  let cross = al * bh + (middle & 0xffffu);
  return ah * bh + (middle >> 16u) + (cross >> 16u);
}

// An integer in 0..n-1 from a word.
fn below(word: u32, n: u32) -> u32 { return multiplyHigh(word, n); }

fn mixBits(value: u32) -> u32 {
  var h = value;
  h = (h ^ (h >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}

// Where the keyed permutation of 0..n-1 sends an index; halfBits = max(1, ceil(log2(max(n, 2)) / 2)).
fn permute(key: vec2<u32>, index: u32, n: u32, halfBits: u32) -> u32 {
  let mask = (1u << halfBits) - 1u;
  var x = index;
  loop {
    var left = x >> halfBits;
    var right = x & mask;
    for (var pair = 0u; pair < 4u; pair++) {
      let keys = threefry(key, vec2<u32>(pair, 0x7065726du));
      left ^= mixBits(right ^ keys.x) & mask;
      right ^= mixBits(left ^ keys.y) & mask;
    }
    x = (left << halfBits) | right;
    if (x < n) { break; }
  }
  return x;
}
`;
