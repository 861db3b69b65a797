/** Ground, ink and sizes of a chart in each theme. */
import type { ChartTheme } from './chartSettings';

export interface Palette {
  background: string;
  /** Titles, labels and values. */
  ink: string;
  /** Axis ticks and captions; at least 4.5:1 on the ground. */
  muted: string;
  grid: string;
  /** Pixels. */
  fontSize: number;
  lineWidth: number;
  backgroundLineWidth: number;
  markerSize: number;
  /** Of the plot with its axes. */
  height: number;
}

const base = { fontSize: 12, lineWidth: 2.5, backgroundLineWidth: 1.5, markerSize: 3.5, height: 260 };

export const palettes: Record<ChartTheme, Palette> = {
  light: { ...base, background: '#ffffff', ink: '#1b1f24', muted: '#586069', grid: '#e4e7eb' },
  dark: { ...base, background: '#12161b', ink: '#e8eaed', muted: '#a3acb6', grid: '#2d343d' },
  projector: {
    background: '#ffffff',
    ink: '#000000',
    muted: '#333333',
    grid: '#cfd4da',
    fontSize: 18,
    lineWidth: 4.5,
    backgroundLineWidth: 3,
    markerSize: 6,
    height: 380,
  },
};
