/** Look inside: one user or session as the model sees them, or what a model of genres tells of movies. */
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ModelEntry } from '../../protocol/catalog';
import { useCatalog } from '../store/catalog';
import type { RunRecord } from '../store/runRecord';
import { GenresInside } from './inspect/genres/GenresInside';
import type { GenreService } from './inspect/genres/useGenres';
import { InspectionView } from './inspect/InspectionView';
import {
  useInspection,
  useUsers,
  type FoundUser,
  type FoundUsers,
  type InspectService,
} from './inspect/useInspection';
import { SequenceView } from './inspect/sequences/SequenceView';
import { UserPicker } from './inspect/UserPicker';

export interface InspectPanelProps {
  /** The worker that holds the weights of `run`; null once it is gone. */
  service: (InspectService & GenreService) | null;
  run: RunRecord | null;
  /** The last evaluated epoch; the lists are fetched again when it changes. */
  epoch: number;
}

/** Length of the list shown. */
const k = 10;

export default function InspectPanel({ service, run, epoch }: InspectPanelProps) {
  const models = useCatalog((state) => state.catalog?.models);
  if (!run) {
    return (
      <Explanation text="No model yet. Press Train (Space), then see here what it would show to one user and how that list is scored or, for a model of plots, how well it tells each genre." />
    );
  }
  if (!service) {
    return (
      <Explanation
        text={`The model of “${run.name}” is no longer in memory: only the latest run keeps its weights. Train again to look inside.`}
      />
    );
  }
  // At its end a run goes back to its best epoch, and is looked at on its test part.
  const moment = `${epoch} ${run.status}`;
  // Another run starts afresh: its users and movies need not be the same.
  const model = models?.find(({ id }) => id === run.spec.model.id);
  if (model?.task === 'genres')
    return <GenresInside key={run.id} service={service} run={run} moment={moment} />;
  return <Inspect key={run.id} service={service} run={run} model={model} moment={moment} />;
}

function Explanation({ text }: { text: string }) {
  return (
    <Text c="dimmed" ta="center" p="xl">
      {text}
    </Text>
  );
}

interface InspectProps {
  service: InspectService;
  run: RunRecord;
  /** That of the run. */
  model: ModelEntry | undefined;
  /** Changes when the model has. */
  moment: string;
}

function Inspect({ service, run, model, moment }: InspectProps) {
  const [prefix, setPrefix] = useState('');
  const [chosen, setChosen] = useState<FoundUser | null>(null);
  const found = useUsers(service, prefix, moment);
  const ofSequences = model?.task === 'sequence';
  // What is asked of a user or session changes with the part that is looked at; its id stays.
  const asked = ofSequences ? found?.users.find(({ userId }) => userId === chosen?.userId) : chosen;
  const user = asked ?? found?.users[0] ?? null;
  const { shown, problem } = useInspection(service, user?.user ?? null, k, moment);
  return (
    <Stack gap="xs">
      <UserPicker
        users={found?.users ?? []}
        user={user}
        onUser={setChosen}
        prefix={prefix}
        onPrefix={setPrefix}
        ofSequences={ofSequences}
      />
      <Text size="sm" c="dimmed" role="status" mih="1.5em">
        {statusText(run, ofSequences, found, shown !== null, problem)}
      </Text>
      {shown && !ofSequences && <InspectionView inspection={shown} k={k} />}
      {shown && ofSequences && <SequenceView inspection={shown} k={k} model={model.label} />}
    </Stack>
  );
}

function statusText(
  run: RunRecord,
  ofSequences: boolean,
  found: FoundUsers | null,
  hasLists: boolean,
  problem: string,
): string {
  const who = ofSequences ? 'user or session' : 'user';
  if (problem) return problem;
  if (!found) return `Waiting for the data of “${run.name}” …`;
  if (found.users.length === 0)
    return found.prefix === ''
      ? `No ${who} has held-out items under this split.`
      : `No ${who} with held-out items has an id that starts with “${found.prefix}”.`;
  if (!hasLists) return `Scoring all items for this ${who} …`;
  const goesOn = run.status === 'running' ? ' The lists follow the training, epoch by epoch.' : '';
  return `The model of “${run.name}”.${goesOn}`;
}
