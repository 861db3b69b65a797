/** Attributes of users and items: brought into the order of dense ids, renumbered by filters, told in a few figures. */
import type { Attribute, AttributeSummary } from '../protocol/attributes';
import { counted } from './counted';
import type { DenseIds } from './denseIds';
import type { RawAttribute, RawAttributes } from './rawDataset';

const mostExamples = 5;
const longestExample = 60;

/**
 * What a source knows of its users or items, table after table, by dense id. What it says of ids without interactions is
 * left out; those that it does not say anything of are unknown, and counted in a note.
 */
export function alignAttributes(
  tables: readonly RawAttributes[] | undefined,
  owners: Pick<DenseIds, 'names' | 'find'>,
  noun: 'user' | 'item',
  notes: string[],
): Attribute[] {
  const attributes: Attribute[] = [];
  for (const attribute of (tables ?? []).flatMap((table) => alignTable(table, owners, noun, notes))) {
    const { name } = attribute;
    const before = attributes.filter((other) => other.name.replace(/ \(\d+\)$/, '') === name).length;
    attributes.push(before === 0 ? attribute : { ...attribute, name: `${name} (${before + 1})` });
  }
  return attributes;
}

function alignTable(
  raw: RawAttributes,
  owners: Pick<DenseIds, 'names' | 'find'>,
  noun: 'user' | 'item',
  notes: string[],
): Attribute[] {
  const rowOf = new Int32Array(owners.names.length).fill(-1);
  raw.ids.forEach((id, row) => {
    const owner = owners.find(id);
    if (owner >= 0) rowOf[owner] = row;
  });
  const missing = rowOf.reduce((count, row) => count + Number(row < 0), 0);
  const names = raw.columns.map(({ name }) => name).join(', ');
  if (missing === rowOf.length) {
    notes.push(`No ${noun} of the interactions is among those with ${names}: nothing of it was kept.`);
    return [];
  }
  if (missing > 0)
    notes.push(
      `Of ${counted(missing, noun)} of ${rowOf.length.toLocaleString('en-US')} nothing is known (${names}).`,
    );
  return raw.columns.map((column) =>
    attributeFrom(
      column,
      Array.from(rowOf, (row) => (row < 0 ? '' : column.values[row]!.trim())),
      notes,
    ),
  );
}

function attributeFrom(column: RawAttribute, values: string[], notes: string[]): Attribute {
  const { name, kind } = column;
  switch (kind) {
    case 'text':
      return { kind, name, values };
    case 'number': {
      const numbers = Float32Array.from(values, (value) => (value === '' ? NaN : Number(value)));
      const bad = values.filter((value, id) => value !== '' && Number.isNaN(numbers[id]!));
      if (bad.length > 0)
        notes.push(
          `${name}: ${counted(bad.length, 'value')} that ${bad.length === 1 ? 'is' : 'are'} no number, such as “${bad[0]}”, ` +
            `${bad.length === 1 ? 'is' : 'are'} unknown.`,
        );
      return { kind, name, values: numbers };
    }
    case 'category': {
      const ordered = column.categories ?? [];
      const categories = ['', ...ordered, ...sortedNames(values).filter((value) => !ordered.includes(value))];
      const places = new Map(categories.map((category, place) => [category, place]));
      return { kind, name, categories, codes: Int32Array.from(values, (value) => places.get(value) ?? 0) };
    }
    case 'bag': {
      const bags = values.map((value) => [
        ...new Set(value.split(column.separator ?? '|').flatMap((entry) => entry.trim() || [])),
      ]);
      const categories = sortedNames(bags.flat());
      const places = new Map(categories.map((category, place) => [category, place]));
      const codes = bags.map((bag) => bag.map((entry) => places.get(entry)!).sort((a, b) => a - b));
      const offsets = new Int32Array(bags.length + 1);
      codes.forEach((bag, id) => (offsets[id + 1] = offsets[id]! + bag.length));
      return { kind, name, categories, offsets, codes: Int32Array.from(codes.flat()) };
    }
    default:
      return kind satisfies never;
  }
}

/** Distinct names that are not empty: by value where all are numbers, else by code unit, which no locale changes. */
function sortedNames(values: string[]): string[] {
  const names = [...new Set(values)].filter((name) => name !== '').sort();
  return names.every((name) => Number.isFinite(Number(name)))
    ? names.sort((a, b) => Number(a) - Number(b))
    : names;
}

/** The attribute of these ids alone, in their order. */
export function attributeOf(attribute: Attribute, ids: Int32Array): Attribute {
  switch (attribute.kind) {
    case 'category':
      return { ...attribute, codes: ids.map((id) => attribute.codes[id]!) };
    case 'number':
      return { ...attribute, values: Float32Array.from(ids, (id) => attribute.values[id]!) };
    case 'text':
      return { ...attribute, values: Array.from(ids, (id) => attribute.values[id]!) };
    case 'bag': {
      const offsets = new Int32Array(ids.length + 1);
      const codes: number[] = [];
      ids.forEach((id, place) => {
        codes.push(...attribute.codes.subarray(attribute.offsets[id], attribute.offsets[id + 1]));
        offsets[place + 1] = codes.length;
      });
      return { ...attribute, offsets, codes: Int32Array.from(codes) };
    }
    default:
      return attribute satisfies never;
  }
}

/** An attribute in a few figures. */
export function summarizeAttribute(attribute: Attribute): AttributeSummary {
  const { name, kind } = attribute;
  switch (attribute.kind) {
    case 'number': {
      const numbers = attribute.values.filter((value) => !Number.isNaN(value)).sort();
      const range = numbers.length > 0 ? { min: numbers[0]!, max: numbers.at(-1)! } : null;
      return { name, kind, known: numbers.length, distinct: 0, examples: [], range };
    }
    case 'text': {
      const texts = attribute.values.filter((value) => value !== '');
      const examples = texts.slice(0, mostExamples).map((text) => text.slice(0, longestExample));
      return { name, kind, known: texts.length, distinct: 0, examples, range: null };
    }
    case 'category':
    case 'bag': {
      const { codes, categories } = attribute;
      const counts = new Int32Array(categories.length);
      for (const code of codes) counts[code]!++;
      const occurring = [...categories.keys()].filter((code) => categories[code] !== '' && counts[code]! > 0);
      const known =
        attribute.kind === 'category'
          ? codes.length - counts[0]!
          : attribute.offsets.reduce((sum, end, at, ends) => sum + Number(at > 0 && end > ends[at - 1]!), 0);
      const examples = [...occurring].sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, mostExamples);
      return {
        name,
        kind,
        known,
        distinct: occurring.length,
        examples: examples.map((code) => categories[code]!),
        range: null,
      };
    }
    default:
      return attribute satisfies never;
  }
}
