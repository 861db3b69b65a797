import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opaque, pixelOf, stampAt, type Raster, type Stamps } from './raster';

const white = pixelOf('#ffffff');
const red = pixelOf('#ff0000');
const clear = 0;

const rasterOf = (width: number, height: number): Raster => ({
  pixels: new Uint32Array(width * height).fill(white),
  width,
  height,
});

/** Two stamps of 2 × 2: all red, and one red pixel at the top left. */
const stamps: Stamps = { side: 2, pixels: Uint32Array.of(red, red, red, red, red, clear, clear, clear) };

describe('stamping', () => {
  it('reads colours as canvases store them', () => {
    expect(pixelOf('#12a0f3')).toBe(0xfff3a012);
  });

  it('copies what is opaque and leaves alone what is clear', () => {
    const raster = rasterOf(3, 2);
    stampAt(raster, stamps, 1, 1, 0, opaque);
    expect([...raster.pixels]).toEqual([white, red, white, white, white, white]);
  });

  it('cuts off what lies outside, on every side', () => {
    for (const [left, top, place] of [
      [-1, -1, 0],
      [1, -1, 1],
      [-1, 1, 2],
      [1, 1, 3],
    ] as const) {
      const raster = rasterOf(2, 2);
      stampAt(raster, stamps, 0, left, top, opaque);
      expect([...raster.pixels]).toEqual([0, 1, 2, 3].map((at) => (at === place ? red : white)));
    }
    const untouched = rasterOf(2, 2);
    for (const far of [-9, 9]) stampAt(untouched, stamps, 0, far, far, opaque);
    expect(untouched.pixels.every((pixel) => pixel === white)).toBe(true);
  });

  it('mixes colours by opacity, to within one step of each', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const color = fc.tuple(byte, byte, byte);
    fc.assert(
      fc.property(color, color, byte, fc.integer({ min: 0, max: 256 }), (over, under, alpha, opacity) => {
        const word = ([r, g, b]: readonly number[], a: number) =>
          ((a << 24) | (b! << 16) | (g! << 8) | r!) >>> 0;
        const raster: Raster = { pixels: Uint32Array.of(word(under, 255)), width: 1, height: 1 };
        stampAt(raster, { side: 1, pixels: Uint32Array.of(word(over, alpha)) }, 0, 0, 0, opacity);
        const mixed = raster.pixels[0]!;
        const share = (alpha / 255) * (opacity / 256);
        for (const channel of [0, 1, 2]) {
          const expected = over[channel]! * share + under[channel]! * (1 - share);
          expect(Math.abs(((mixed >>> (8 * channel)) & 255) - expected)).toBeLessThanOrEqual(2);
        }
        expect(mixed >>> 24).toBe(255);
      }),
    );
  });
});
