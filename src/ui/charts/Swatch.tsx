/** A run's line in small: colour, dash and marker, to recognise it in a table or legend. */
import type { ChartTheme } from './chartSettings';
import { colorOf, dashOf, markerPath, type Look } from './series';

export function Swatch({ look, theme }: { look: Look; theme: ChartTheme }) {
  const color = colorOf(look, theme);
  return (
    <svg width={32} height={12} aria-hidden="true" style={{ flex: 'none' }}>
      <line x1={0} y1={6} x2={32} y2={6} stroke={color} strokeWidth={2} strokeDasharray={dashOf(look)} />
      <path d={markerPath(look, 4)} transform="translate(16 6)" fill={color} />
    </svg>
  );
}
