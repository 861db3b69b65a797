/** What kind of attribute a column of a table of users or items is, and what it is called. */
import type { Attribute } from '../../protocol/attributes';
import type { RawAttribute } from '../rawDataset';

/** A column's name without the type that RecBole writes behind it: "age:token" is "age", a "token". */
export function typedName(header: string): { name: string; type: string } {
  const match = /^(.+):(token|float|token_seq|float_seq)$/.exec(header.trim());
  return match ? { name: match[1]!, type: match[2]! } : { name: header.trim(), type: '' };
}

/** Whole numbers of more values than this are quantities; of fewer, codes of categories. */
const mostCodes = 32;
const wordsOfText = 5;
/** Share of distinct values from which words are texts and not names of categories. */
const mostlyDistinct = 0.9;
const enoughToTell = 20;
const quantities =
  /^(age|year|price|count|number|height|weight|length|duration|runtime|score|votes?|pages)\b/i;
const codes = /(^|[ _-])(code|zip|postal|id)s?$|(zip|post)code$/i;

/** @param values By row, '' where unknown. */
export function attributeColumn(header: string, values: string[]): RawAttribute {
  const { name, type } = typedName(header);
  switch (type) {
    case 'token':
      return { kind: 'category', name, values };
    case 'float':
      return { kind: 'number', name, values };
    case 'token_seq':
      return { kind: 'bag', name, values, separator: ' ' };
    case 'float_seq':
      return { kind: 'text', name, values };
    default: {
      const kind = kindOf(
        name,
        values.filter((value) => value !== ''),
      );
      return { kind, name, values, ...(kind === 'bag' && { separator: '|' }) };
    }
  }
}

function kindOf(name: string, values: string[]): Attribute['kind'] {
  const distinct = new Set(values).size;
  if (values.length > 0 && values.every((value) => Number.isFinite(Number(value)))) {
    if (codes.test(name)) return 'category';
    const areCodes = distinct <= mostCodes && values.every((value) => /^-?\d+$/.test(value));
    return areCodes && !quantities.test(name) ? 'category' : 'number';
  }
  if (values.some((value) => /[^|]\|[^|]/.test(value))) return 'bag';
  const words =
    values.reduce((sum, value) => sum + value.split(/\s+/).length, 0) / Math.max(1, values.length);
  const ownWords = values.length >= enoughToTell && distinct >= mostlyDistinct * values.length;
  return (words >= wordsOfText || ownWords) && !codes.test(name) ? 'text' : 'category';
}
