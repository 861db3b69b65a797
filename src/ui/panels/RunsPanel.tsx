/** The table of all runs: compare, rename, note, pin, share, delete. */
import type { Catalog } from '../../protocol/catalog';
import type { ExperimentSpec } from '../../protocol/spec';
import type { ChartTheme } from '../charts/chartSettings';
import type { RunRecord } from '../store/runRecord';

export interface RunsPanelProps {
  runs: RunRecord[];
  currentId: string | null;
  baselineId: string | null;
  catalog: Catalog;
  theme: ChartTheme;
  onSelect: (id: string) => void;
  onToggleVisible: (id: string) => void;
  onRename: (id: string, name: string) => void;
  onNote: (id: string, notes: string) => void;
  /** Deletes at once; whoever mounts the panel offers to undo it. */
  onDelete: (ids: string[]) => void;
  /** Null unpins. */
  onPin: (id: string | null) => void;
  onShare: (ids: string[]) => void;
  onRerun: (spec: ExperimentSpec) => void;
  onResume: (id: string) => void;
}

export default function RunsPanel({ runs }: RunsPanelProps) {
  return <p>{runs.length} runs</p>;
}
