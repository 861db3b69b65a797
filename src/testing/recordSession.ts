/** Runs one session to its end and collects what it says. */
import type { Compute } from '../engine/backends/startBackend';
import { readSpec } from '../protocol/completeSpec';
import type { Dataset } from '../protocol/dataset';
import type { RunEvent } from '../protocol/events';
import type { SpecOverrides } from '../protocol/spec';
import { buildCatalog } from '../train/catalog';
import { RunControl } from '../train/control';
import { prepareSession, type AnySession } from '../train/prepareSession';

export interface SessionRecord {
  events: RunEvent[];
  epochs: Extract<RunEvent, { type: 'epoch' }>[];
  done: Extract<RunEvent, { type: 'done' }> | undefined;
  session: AnySession;
}

export interface SessionOptions {
  runId?: string;
  resume?: boolean;
  control?: RunControl;
  /** Called with each event, in the run. */
  onEvent?: (event: RunEvent, session: AnySession) => void;
}

/** @throws Error listing the problems of the spec, so that a test cannot run on defaults by mistake. */
export async function recordSession(
  compute: Compute,
  dataset: Dataset,
  overrides: SpecOverrides,
  options: SessionOptions = {},
): Promise<SessionRecord> {
  const { spec, problems } = readSpec(overrides, buildCatalog());
  if (problems.length > 0) throw new Error(problems.map((p) => `${p.path} ${p.message}`).join('; '));
  const events: RunEvent[] = [];
  const session: AnySession = prepareSession({
    spec,
    dataset,
    compute,
    runId: options.runId ?? 'test',
    control: options.control ?? new RunControl(),
    emit(event) {
      events.push(event);
      options.onEvent?.(event, session);
    },
  });
  await session.run(options.resume ?? false);
  return {
    events,
    epochs: events.filter((event) => event.type === 'epoch'),
    done: events.find((event) => event.type === 'done'),
    session,
  };
}
