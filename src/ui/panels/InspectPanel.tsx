/** Look inside: one user as the model sees them. */
import type { TrainService } from '../../protocol/trainService';
import type { RunRecord } from '../store/runRecord';

export interface InspectPanelProps {
  /** The worker that holds the weights of `run`; null once it is gone. */
  service: Pick<TrainService, 'findUsers' | 'inspectUser'> | null;
  run: RunRecord | null;
  /** The last evaluated epoch; the lists are fetched again when it changes. */
  epoch: number;
}

export default function InspectPanel({ run }: InspectPanelProps) {
  return <p>{run?.name}</p>;
}
