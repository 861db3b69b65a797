/** The sessions of a run: the interactions of each user, cut one way. */
import type { Dataset } from '../../protocol/dataset';
import { AppError } from '../../protocol/errors';
import { pick, readParams } from '../../protocol/registry';
import type { Choice } from '../../protocol/spec';
import { counted } from '../counted';
import { growingInts } from '../growingColumn';
import { sessionRules } from './registry';
import type { Sessions, SessionsDefinition } from './sessions';

/**
 * Cuts the interactions of a (filtered) data set into sessions. Users without interactions have none.
 * @throws AppError `bad-spec` for an unknown way, a bad parameter, or data without the dates that it needs.
 */
export function makeSessions(dataset: Dataset, choice: Pick<Choice, 'id' | 'params'>): Sessions {
  const definition = pick<SessionsDefinition>(sessionRules, 'way to cut sessions', choice.id);
  const params = readParams(definition, choice.params);
  if (definition.needsDates && dataset.time !== 'seconds') throw lacksDates(dataset, definition);
  const { users, timestamps } = dataset;
  const starts = growingInts();
  const sessionOf = new Int32Array(users.length);
  let first = 0;
  let end = 0;
  for (let at = 0; at < users.length; at++) {
    const isNew = at === end;
    if (isNew) while (end < users.length && users[end] === users[at]) end++;
    if (isNew || definition.cut({ timestamps, first, at, end, params })) {
      first = at;
      starts.push(at);
    }
    sessionOf[at] = starts.length - 1;
  }
  const numSessions = starts.length;
  starts.push(users.length);
  const offsets = starts.join();
  const userOf = Int32Array.from({ length: numSessions }, (_, session) => users[offsets[session]!]!);
  return { numSessions, offsets, sessionOf, userOf, notes: notesOn(dataset, offsets, sessionOf) };
}

function lacksDates({ name, time }: Dataset, { label }: SessionsDefinition): AppError {
  const what = time === 'order' ? 'an order of interactions but no dates' : 'no times';
  return new AppError(
    'bad-spec',
    `“${name}” has ${what}, so its sessions cannot be cut by “${label}”.`,
    'Choose “windows” (blocks of one length) or “whole” (all of a user) for the sessions (sessions.id).',
  );
}

function notesOn({ time, timestamps }: Dataset, offsets: Int32Array, sessionOf: Int32Array): string[] {
  const notes: string[] = [];
  const alone = offsets.reduce(
    (count, offset, place) => count + Number(place > 0 && offset - offsets[place - 1]! === 1),
    0,
  );
  if (alone > 0)
    notes.push(`Sessions of a single interaction, which predict nothing: ${counted(alone, 'session')}.`);
  if (time === 'none')
    return [...notes, 'The data has no times: the order within sessions is arbitrary but fixed.'];
  let ties = 0;
  for (let at = 1; at < sessionOf.length; at++)
    if (sessionOf[at] === sessionOf[at - 1] && timestamps[at] === timestamps[at - 1]) ties++;
  if (ties > 0)
    notes.push(
      `At the same time as the one before in their session: ${counted(ties, 'interaction')}; the order among them is arbitrary but fixed.`,
    );
  return notes;
}
