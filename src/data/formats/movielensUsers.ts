/** What MovieLens says of its users: u.user of 100K, users.dat of 1M. */
import { readText, type DataFile } from '../archive';
import { counted } from '../counted';
import type { RawAttribute, RawAttributes } from '../rawDataset';
import type { RowReport } from '../rowReport';

/** A column after the user's id. */
type Column = Pick<RawAttribute, 'name' | 'kind' | 'categories'> & {
  /** What a code stands for. */
  labels?: ReadonlyMap<string, string>;
};

interface UserLayout {
  separator: string;
  columns: readonly Column[];
}

const gender: Column = { name: 'gender', kind: 'category' };
const zipCode: Column = { name: 'zip code', kind: 'category' };

const coded = (name: string, labels: [code: number, label: string][]): Column => ({
  name,
  kind: 'category',
  labels: new Map(labels.map(([code, label]) => [String(code), label])),
  categories: labels.map(([, label]) => label),
});

const ages = coded('age', [
  [1, 'under 18'],
  [18, '18-24'],
  [25, '25-34'],
  [35, '35-44'],
  [45, '45-49'],
  [50, '50-55'],
  [56, '56 or more'],
]);

// By their codes from 0, as the README of MovieLens 1M has them.
const occupationNames = [
  'other',
  'academic or educator',
  'artist',
  'clerical or admin',
  'college or grad student',
  'customer service',
  'doctor or health care',
  'executive or managerial',
  'farmer',
  'homemaker',
  'K-12 student',
  'lawyer',
  'programmer',
  'retired',
  'sales or marketing',
  'scientist',
  'self-employed',
  'technician or engineer',
  'tradesman or craftsman',
  'unemployed',
  'writer',
];
const occupations = coded(
  'occupation',
  occupationNames.map((label, code) => [code, label]),
);

export const userLayouts = {
  /** u.user: id, age in years, gender, occupation, zip code. */
  bars: {
    separator: '|',
    columns: [{ name: 'age', kind: 'number' }, gender, { name: 'occupation', kind: 'category' }, zipCode],
  },
  /** users.dat: id, gender, code of the age, code of the occupation, zip code. */
  colons: { separator: '::', columns: [gender, ages, occupations, zipCode] },
} as const satisfies Record<string, UserLayout>;

/**
 * None without the file, which nothing needs. A file of that name with other columns, as that of MovieTweetings, is left
 * aside with a note.
 */
export async function readUsers(
  file: DataFile | undefined,
  { separator, columns }: UserLayout,
  report: RowReport,
): Promise<RawAttributes[]> {
  if (!file) return [];
  report.used.add(file);
  const lines = (await readText(file)).split(/\r?\n/);
  const ids: string[] = [];
  const values: string[][] = columns.map(() => []);
  const bad: number[] = [];
  lines.forEach((line, index) => {
    if (line === '') return;
    const [id = '', ...cells] = line.split(separator);
    if (cells.length !== columns.length || !/^\d+$/.test(id)) {
      bad.push(index + 1);
      return;
    }
    ids.push(String(Number(id)));
    columns.forEach(({ labels }, at) => values[at]!.push(labels?.get(cells[at]!) ?? cells[at]!));
  });
  if (ids.length === 0) {
    report.notes.push(
      `Left aside: ${file.path}, whose columns are not ${columns.map(({ name }) => name).join(', ')}.`,
    );
    return [];
  }
  if (bad.length > 0)
    report.notes.push(
      `${counted(bad.length, 'line')} of ${file.path} could not be read, the first is line ${bad[0]}.`,
    );
  return [
    {
      ids,
      columns: columns.map(({ name, kind, categories }, at) => ({
        name,
        kind,
        values: values[at]!,
        ...(categories && { categories }),
      })),
    },
  ];
}
