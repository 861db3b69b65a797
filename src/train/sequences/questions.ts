/**
 * What is asked of a model of sequences: contexts, each with the items that came after it. A question is measured as a
 * user is by other models, by the same evaluator, so that both can be compared.
 */
import { counted } from '../../data/counted';
import type { Sessions } from '../../data/sessions/sessions';
import type { SessionTable } from '../../models/sequences/sequenceModel';
import type { Dataset } from '../../protocol/dataset';
import { eachItemOnce } from '../../data/sample/eachItemOnce';
import { makeHistory } from '../../data/sample/history';
import type { SeenItems } from '../../data/seen/seenRule';
import { pastOfSteps, type PastOfUsers } from './pastOfSteps';
import { tableOf } from './sessionTables';

export interface Questions {
  /** The data set as the evaluator sees it: its users are the questions. */
  dataset: Dataset;
  /** What has been seen before each question. */
  seen: SeenItems;
  /** Places of the held-out interactions in `dataset`. */
  heldOut: Int32Array;
  /** Context of each question. */
  contexts: SessionTable;
  /** Places of the context's interactions in the real data set, as `contexts` has them. */
  places: Int32Array;
  /** Whether questions are users of the real data set, one for each. */
  asksUsers: boolean;
  /** The user of the real data set that each question is about. */
  askedFor: Int32Array;
  /** What a reader of the numbers should know. */
  notes: string[];
}

interface Part {
  dataset: Dataset;
  sessions: Sessions;
  /** Places that may be looked back at, ascending: train, and validation when test is asked. */
  before: Int32Array;
  /** Places of the held-out interactions, ascending. */
  heldOut: Int32Array;
  /** Longest context. */
  maxLength: number;
}

/** Whether a part holds out whole sessions, so that each of their steps is to be predicted. */
export function holdsWholeSessions({ sessions, before, heldOut }: Omit<Part, 'maxLength'>): boolean {
  const known = new Uint8Array(sessions.numSessions);
  for (const place of before) known[sessions.sessionOf[place]!] = 1;
  return heldOut.every((place) => known[sessions.sessionOf[place]!] === 0);
}

/**
 * One question per user with held-out items: what comes after the user's last session that may be looked back at?
 * Questions have the ids of their users.
 * @param seen what each user had before the part
 */
export function askUsers(
  { dataset, sessions, before, heldOut, maxLength }: Part,
  seen: SeenItems,
): Questions {
  const lists = new Array<number[]>(dataset.numUsers);
  for (const place of before) {
    const user = dataset.users[place]!;
    const list = (lists[user] ??= []);
    // Places are ascending, so what stays in the end is the last session.
    if (list.length > 0 && sessions.sessionOf[list[0]!] !== sessions.sessionOf[place]) list.length = 0;
    list.push(place);
  }
  const known = heldOut.filter((place) => lists[dataset.users[place]!] !== undefined);
  const notes =
    known.length < heldOut.length
      ? [
          `Not asked, as nothing came before: ${counted(heldOut.length - known.length, 'held-out interaction')}.`,
        ]
      : [];
  const { offsets, places } = cutLists(lists, maxLength, notes);
  return {
    dataset,
    seen,
    heldOut: known,
    contexts: tableOf(dataset, offsets, places),
    places,
    asksUsers: true,
    askedFor: Int32Array.from(lists.keys()),
    notes,
  };
}

/**
 * One question for each held-out interaction but the first of its session: what comes after those before it? The
 * step-by-step evaluation of Hidasi et al., ICLR 2016, section 4.
 * @param past what users had besides their session, where that counts as seen; null: only what the question shows
 */
export function askSteps(
  { dataset, sessions, heldOut, maxLength }: Omit<Part, 'before'>,
  past: PastOfUsers | null,
): Questions {
  const { sessionOf } = sessions;
  const asked: number[] = [];
  const lists: number[][] = [];
  let first = 0;
  heldOut.forEach((place, at) => {
    if (at === 0 || sessionOf[place] !== sessionOf[heldOut[at - 1]!]) {
      first = at;
      return;
    }
    asked.push(place);
    lists.push(Array.from(heldOut.subarray(first, at)));
  });
  // Questions of like length stand together, so that little is padded; the sort is stable.
  const order = asked.map((_, at) => at).sort((a, b) => lists[a]!.length - lists[b]!.length);
  const notes = [
    `Every step of the held-out sessions is asked: ${counted(asked.length, 'prediction')}; ${counted(heldOut.length - asked.length, 'first interaction')} with nothing before ${heldOut.length - asked.length === 1 ? 'it' : 'them'}.`,
  ];
  const { offsets, places } = cutLists(
    order.map((at) => lists[at]!),
    maxLength,
    notes,
  );
  const targets = Int32Array.from(order, (at) => asked[at]!);
  const numQuestions = targets.length;
  const contexts = tableOf(dataset, offsets, places);
  const questions: Dataset = {
    ...dataset,
    numUsers: numQuestions,
    users: Int32Array.from(targets.keys()),
    items: targets.map((place) => dataset.items[place]!),
    ratings: Float32Array.from(targets, (place) => dataset.ratings[place]!),
    timestamps: Float64Array.from(targets, (place) => dataset.timestamps[place]!),
    userIds: Array.from(targets, (place) => dataset.userIds[dataset.users[place]!]!),
    // Its users are questions.
    userAttributes: [],
    predefinedSplits: [],
    oracle: null,
  };
  return {
    dataset: questions,
    seen: past ? pastOfSteps(dataset, targets, past) : itemsOfContexts(contexts, dataset.numItems),
    heldOut: Int32Array.from(targets.keys()),
    contexts,
    places,
    asksUsers: false,
    askedFor: targets.map((place) => dataset.users[place]!),
    notes,
  };
}

/** The last `maxLength` of each list, one after the other. */
function cutLists(
  lists: readonly (number[] | undefined)[],
  maxLength: number,
  notes: string[],
): { offsets: Int32Array; places: Int32Array } {
  const offsets = new Int32Array(lists.length + 1);
  let longer = 0;
  for (let row = 0; row < lists.length; row++) {
    const length = lists[row]?.length ?? 0;
    if (length > maxLength) longer++;
    offsets[row + 1] = offsets[row]! + Math.min(length, maxLength);
  }
  const places = new Int32Array(offsets.at(-1)!);
  for (let row = 0; row < lists.length; row++) places.set(lists[row]?.slice(-maxLength) ?? [], offsets[row]);
  if (longer > 0)
    notes.push(
      `Seen from their last ${counted(maxLength, 'item')} only: ${counted(longer, 'longer context')}.`,
    );
  return { offsets, places };
}

/** The items of each context, each once. */
const itemsOfContexts = ({ offsets, items }: SessionTable, numItems: number): SeenItems => {
  const users = new Int32Array(items.length);
  for (let row = 0; row + 1 < offsets.length; row++) users.fill(row, offsets[row], offsets[row + 1]);
  const shown = { numUsers: offsets.length - 1, numItems, users, items };
  return eachItemOnce(makeHistory(shown, Int32Array.from(items.keys())));
};
