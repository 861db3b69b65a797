import { describe, expect, it } from 'vitest';
import type { ChartTheme } from './chartSettings';
import { palettes } from './palette';
import { backgroundOpacity, colorOf, dashOf, lookOf, markerPath } from './series';

const themes: ChartTheme[] = ['light', 'dark', 'projector'];

const channels = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** WCAG 2.2 contrast ratio of `front` laid over `ground` with the given opacity. */
function contrast(front: string, ground: string, opacity = 1): number {
  const back = channels(ground);
  const mixed = channels(front).map((c, i) => c * opacity + back[i]! * (1 - opacity));
  const luminance = (rgb: number[]) => {
    const [r, g, b] = rgb.map((c) =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [high, low] = [luminance(mixed), luminance(back)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

describe('series', () => {
  it('gives the first 280 runs looks that all differ', () => {
    const looks = Array.from({ length: 280 }, (_, i) => JSON.stringify(lookOf(i)));
    expect(new Set(looks).size).toBe(280);
  });

  it('gives neighbours in the cycle another colour, dash and marker', () => {
    for (let i = 0; i < 40; i++) {
      const [a, b] = [lookOf(i), lookOf(i + 1)];
      expect(colorOf(a, 'light')).not.toBe(colorOf(b, 'light'));
      expect(dashOf(a)).not.toBe(dashOf(b));
      expect(markerPath(a, 4)).not.toBe(markerPath(b, 4));
    }
  });

  it('draws the first run as a solid line', () => {
    expect(dashOf(lookOf(0))).toBe('');
  });

  it.each(themes)(
    'keeps every line at 3:1 against the ground in the %s theme, also in the background',
    (theme) => {
      for (let i = 0; i < 8; i++) {
        const ratio = contrast(colorOf(lookOf(i), theme), palettes[theme].background, backgroundOpacity);
        expect(ratio, colorOf(lookOf(i), theme)).toBeGreaterThanOrEqual(3);
      }
    },
  );

  it.each(themes)('keeps text at 4.5:1 against the ground in the %s theme', (theme) => {
    const { ink, muted, background } = palettes[theme];
    expect(contrast(ink, background)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(muted, background)).toBeGreaterThanOrEqual(4.5);
  });
});
