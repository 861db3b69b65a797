/**
 * Which part of a partition a table is by its name: "train.csv" and "test.csv", "ml-1m.train.rating",
 * "ratings_valid.csv", "test/part.csv", RecBole's "x.part1.inter" to "x.part3.inter". Names say which tables belong
 * together; that they have the same columns is for whoever asks to see to.
 */
export type Part = 'train' | 'validation' | 'test';

const partWords = new Map<string, Part>([
  ...['train', 'training', 'base'].map((word) => [word, 'train'] as const),
  ...['valid', 'validation', 'val', 'dev'].map((word) => [word, 'validation'] as const),
  ...['test', 'testing'].map((word) => [word, 'test'] as const),
]);

/** What a name says, and the rest of it. */
interface NamedPart {
  part: Part | null;
  /** "part2" and "_2" to 2; null without a number at the end. */
  number: number | null;
  /** The name without the word of the part and the number: equal for the tables of one partition. */
  stem: string;
}

function readName(path: string): NamedPart {
  const words = path
    .toLowerCase()
    .replace(/\.(csv|tsv|tab|txt|dat|data|inter|ratings?|jsonl?|gz)(?=\.|$)/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const parts = words.filter((word) => partWords.has(word));
  if (parts.length === 1) {
    const stem = words.filter((word) => !partWords.has(word)).join(' ');
    return { part: partWords.get(parts[0]!)!, number: null, stem };
  }
  const last = /^(.*?)(\d+)$/.exec(words.at(-1) ?? '');
  if (!last) return { part: null, number: null, stem: words.join(' ') };
  return { part: null, number: Number(last[2]), stem: [...words.slice(0, -1), last[1]].join(' ').trim() };
}

/** Tables that belong together: parts of a partition, or pieces of one table, which then have no part. */
export interface TableGroup {
  tables: { path: string; part: Part | null }[];
}

/** RecBole's benchmark files, in its order: "part1" trains. */
const numberedParts: Readonly<Record<number, readonly Part[]>> = {
  2: ['train', 'test'],
  3: ['train', 'validation', 'test'],
};

/** Length of the folders that all paths begin with, which tell none of them apart: "train-and-test/train.csv". */
function foldersOfAll(paths: readonly string[]): number {
  const [first = ''] = paths;
  let length = first.lastIndexOf('/') + 1;
  while (length > 0 && !paths.every((path) => path.startsWith(first.slice(0, length))))
    length = first.lastIndexOf('/', length - 2) + 1;
  return length;
}

/** Groups the paths of tables with the same columns, each path in one group; parts and pieces in their order. */
export function groupByName(paths: readonly string[]): TableGroup[] {
  const shared = foldersOfAll(paths);
  const named = paths.map((path) => ({ path, ...readName(path.slice(shared)) }));
  const stems = new Map<string, typeof named>();
  for (const table of named) {
    const key = JSON.stringify([table.part !== null, table.number !== null, table.stem]);
    stems.set(key, [...(stems.get(key) ?? []), table]);
  }
  return [...stems.values()].flatMap((tables): TableGroup[] => {
    const alone = (): TableGroup[] => tables.map(({ path }) => ({ tables: [{ path, part: null }] }));
    const parts = new Set(tables.map(({ part }) => part));
    if (tables[0]!.part !== null)
      return parts.size === tables.length && tables.length > 1
        ? [{ tables: inOrder(tables) }]
        : // Two train tables of one name, in folders: nothing says which of them is meant.
          alone();
    if (tables[0]!.number === null) return alone();
    const pieces = [...tables].sort((a, b) => a.number! - b.number!);
    const benchmark = pieces.every(({ path }) => /\.part\d\.inter$/i.test(path));
    const partOf = benchmark ? numberedParts[pieces.length] : undefined;
    return [{ tables: pieces.map(({ path }, place) => ({ path, part: partOf?.[place] ?? null })) }];
  });
}

const order: readonly Part[] = ['train', 'validation', 'test'];

const inOrder = (tables: { path: string; part: Part | null }[]): TableGroup['tables'] =>
  [...tables]
    .sort((a, b) => order.indexOf(a.part!) - order.indexOf(b.part!))
    .map(({ path, part }) => ({ path, part }));
