/** The charts of all visible runs. */
import type { Catalog } from '../../protocol/catalog';
import type { ChartSettings, ChartTheme } from '../charts/chartSettings';
import type { RunRecord } from '../store/runRecord';

export interface ChartsPanelProps {
  /** All runs, in order; those that are not visible are not drawn. */
  runs: RunRecord[];
  currentId: string | null;
  baselineId: string | null;
  catalog: Catalog;
  theme: ChartTheme;
  settings: ChartSettings;
  onSettings: (settings: ChartSettings) => void;
}

export default function ChartsPanel({ runs }: ChartsPanelProps) {
  return <p>{runs.length} runs</p>;
}
