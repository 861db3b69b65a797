/**
 * How the lines of several runs are told apart: colour, dash and marker, all from a run's place in the cycle.
 * Three cycles of different lengths, so that no two of the first 280 runs look the same, and none is told apart
 * by colour alone.
 *
 * Colours are those of Okabe and Ito ("Color universal design", 2008) with their lightness moved until each
 * reaches 3:1 against the ground of its theme, also at the opacity of runs in the background.
 */
import type { ChartTheme } from './chartSettings';

export type Marker = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'triangle-down' | 'saltire';

/** Places in the three cycles. */
export interface Look {
  color: number;
  dash: number;
  marker: number;
}

/** blue, vermilion, green, purple, orange, sky, yellow, black */
const onLight = ['#0072b2', '#c04f00', '#00825f', '#b3568a', '#a06a00', '#2a83bb', '#857600', '#333333'];
const onDark = ['#4aa5e0', '#f0803c', '#1fc296', '#e39ac4', '#e69f00', '#8cccf2', '#f0e442', '#d8d8d8'];
/** Projectors wash colours out: the same hues, darker. */
const onProjector = ['#005a8f', '#a63f00', '#00664b', '#963a6e', '#7d5200', '#1a6699', '#665b00', '#111111'];

const colors: Record<ChartTheme, string[]> = { light: onLight, dark: onDark, projector: onProjector };

const dashes = ['', '7 4', '2 3', '10 3 2 3', '14 5'];

const markers: Marker[] = ['circle', 'square', 'triangle', 'diamond', 'cross', 'triangle-down', 'saltire'];

/** Opacity of runs other than the current one. */
export const backgroundOpacity = 0.8;

export function lookOf(series: number): Look {
  return { color: series % onLight.length, dash: series % dashes.length, marker: series % markers.length };
}

export function colorOf(look: Look, theme: ChartTheme): string {
  return colors[theme][look.color % colors[theme].length]!;
}

/** For `stroke-dasharray`, in pixels at a line width of 2; '' is a solid line. */
export function dashOf(look: Look): string {
  return dashes[look.dash % dashes.length]!;
}

/** The outline of the marker as SVG path data around (0, 0); `size` is its radius in pixels. */
export function markerPath(look: Look, size: number): string {
  const r = size;
  switch (markers[look.marker % markers.length]!) {
    case 'circle':
      return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
    case 'square':
      return `M${-r * 0.9},${-r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}Z`;
    case 'triangle':
      return `M0,${-r * 1.2}L${r * 1.1},${r * 0.8}L${-r * 1.1},${r * 0.8}Z`;
    case 'diamond':
      return `M0,${-r * 1.3}L${r * 1.3},0L0,${r * 1.3}L${-r * 1.3},0Z`;
    case 'cross':
      return plus(r, 0);
    case 'triangle-down':
      return `M0,${r * 1.2}L${r * 1.1},${-r * 0.8}L${-r * 1.1},${-r * 0.8}Z`;
    case 'saltire':
      return plus(r, Math.PI / 4);
  }
}

/** A plus sign with arms a third of its width, turned by `angle` radians. */
function plus(r: number, angle: number): string {
  const long = r * 1.3;
  const short = r * 0.45;
  const corners = [
    [-short, -long],
    [short, -long],
    [short, -short],
    [long, -short],
    [long, short],
    [short, short],
    [short, long],
    [-short, long],
    [-short, short],
    [-long, short],
    [-long, -short],
    [-short, -short],
  ] as const;
  const turned = corners.map(([x, y]) => {
    const tx = x * Math.cos(angle) - y * Math.sin(angle);
    const ty = x * Math.sin(angle) + y * Math.cos(angle);
    return `${tx.toFixed(2)},${ty.toFixed(2)}`;
  });
  return `M${turned.join('L')}Z`;
}
