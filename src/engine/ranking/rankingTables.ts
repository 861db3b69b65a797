/** What the passes of a full ranking look up: who is ranked in which run, and what is to be counted for them. */
import type { SeenItems } from '../../data/seen/seenRule';

export interface RankingInput {
  numItems: number;
  /** Who is ranked for, in this order. Each has held-out items. */
  users: Int32Array;
  /** Items left out of each user's list, unless held out. */
  masked: SeenItems;
  /** Items whose ranks are asked for; each once per user. */
  heldOut: SeenItems;
  /** The best other candidates that are asked for per user; 0 for none. */
  listLength: number;
  /** Users that a run of the scoring program scores; a multiple of 4. */
  usersPerRun: number;
}

/** Held-out items that one task counts for at once, where users have as many: the scores are read once for all. */
const mostPerTask = 4;

/** Numbers of a task in `tasks`. */
export const taskFields = 3;

export interface RankingTables {
  numRuns: number;
  /** [numRuns · usersPerRun] the users of each run; behind the last one it is repeated. */
  users: Int32Array;
  /** [users + 1] where the held-out items of each user start in `heldOutItems`. */
  heldOutStarts: Int32Array;
  heldOutItems: Int32Array;
  /** Held-out items of a task, at most. */
  heldOutPerTask: number;
  /** [numRuns + 1] where the tasks of each run start. */
  taskStarts: Int32Array;
  /** Of each task: place of its user in `users`, its first held-out item in `heldOutItems`, how many it has. */
  tasks: Int32Array;
  /** Of any run. */
  mostTasks: number;
  /** Of each user, by place: the offsets [users + 1] of the items that are no other candidates, then these, ascending. */
  excluded: Int32Array;
}

export function makeRankingTables({ users, masked, heldOut, usersPerRun }: RankingInput): RankingTables {
  const numRuns = Math.ceil(users.length / usersPerRun);
  const heldOutPerTask = users.reduce(
    (most, user) => Math.max(most, Math.min(mostPerTask, heldOut.itemsOf(user).length)),
    1,
  );
  const heldOutStarts = new Int32Array(users.length + 1);
  const taskStarts = new Int32Array(numRuns + 1);
  const starts = users.length + 1;
  let mostExcluded = starts;
  for (const [place, user] of users.entries()) {
    const { length } = heldOut.itemsOf(user);
    heldOutStarts[place + 1] = heldOutStarts[place]! + length;
    taskStarts[Math.floor(place / usersPerRun) + 1]! += Math.ceil(length / heldOutPerTask);
    mostExcluded += length + masked.itemsOf(user).length;
  }
  for (let run = 0; run < numRuns; run++) taskStarts[run + 1]! += taskStarts[run]!;

  const heldOutItems = new Int32Array(heldOutStarts[users.length]!);
  const tasks = new Int32Array(taskFields * taskStarts[numRuns]!);
  const excluded = new Int32Array(mostExcluded);
  let task = 0;
  for (const [place, user] of users.entries()) {
    const items = heldOut.itemsOf(user);
    const start = heldOutStarts[place]!;
    heldOutItems.set(items, start);
    for (let first = 0; first < items.length; first += heldOutPerTask, task += taskFields)
      tasks.set([place, start + first, Math.min(heldOutPerTask, items.length - first)], task);
    const end = putUnion(masked.itemsOf(user), items, excluded, starts + excluded[place]!);
    excluded[place + 1] = end - starts;
  }
  return {
    numRuns,
    users: Int32Array.from(
      { length: numRuns * usersPerRun },
      (_, place) => users[Math.min(place, users.length - 1)]!,
    ),
    heldOutStarts,
    heldOutItems,
    heldOutPerTask,
    taskStarts,
    tasks,
    mostTasks: largestStep(taskStarts),
    excluded: excluded.slice(0, starts + excluded[users.length]!),
  };
}

function largestStep(starts: Int32Array): number {
  let largest = 0;
  for (let i = 1; i < starts.length; i++) largest = Math.max(largest, starts[i]! - starts[i - 1]!);
  return largest;
}

/** Puts the items of two ascending lists into `to` from `at` on, ascending, each once. Tells where they end. */
function putUnion(a: Int32Array, b: Int32Array, to: Int32Array, at: number): number {
  let end = at;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const next = Math.min(a[i]!, b[j]!);
    if (a[i] === next) i++;
    if (b[j] === next) j++;
    to[end++] = next;
  }
  while (i < a.length) to[end++] = a[i++]!;
  while (j < b.length) to[end++] = b[j++]!;
  return end;
}
