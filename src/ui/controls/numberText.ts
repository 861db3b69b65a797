/** Numbers as people type and step them: reading text, writing values, the next value up or down. */
import type { ParamSchema } from '../../protocol/catalog';
import { paramFault } from '../../protocol/completeSpec';

export type ReadNumber = { value: number; fault: null } | { value: null; fault: string };

/** Reads a typed number: "0.01", "1e-3", "0,5" and "1 024" all count; the fault says what is allowed. */
export function readNumber(text: string, schema: ParamSchema): ReadNumber {
  const plain = text
    .trim()
    .replace(/[\s_’']/g, '')
    .replace(/^([^,.]*),([^,.]*)$/, '$1.$2');
  const value = plain === '' ? NaN : Number(plain);
  const fault = paramFault(schema, value);
  return fault === null ? { value, fault } : { value: null, fault };
}

/** The shortest text that reads back as the same number. */
export function writeNumber(value: number): string {
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7))
    return value.toExponential().replace('e+', 'e');
  return String(value);
}

/** Reads "64, 32, 16" as a list of numbers; the empty text is the empty list. */
export function readNumbers(
  text: string,
  schema: ParamSchema,
): { value: number[] | null; fault: string | null } {
  const value = text
    .split(/[\s,;]+/)
    .filter((entry) => entry !== '')
    .map(Number);
  const fault = paramFault(schema, value);
  return fault === null ? { value, fault } : { value: null, fault };
}

/**
 * The next value in a direction: 1-2-5 steps on a logarithmic scale (powers of two for whole numbers), fixed
 * steps otherwise; never outside the range.
 */
export function stepNumber(value: number, direction: 1 | -1, schema: ParamSchema): number {
  const next =
    schema.scale === 'log'
      ? schema.type === 'integer'
        ? powerStep(value, direction)
        : decadeStep(value, direction)
      : linearStep(value, direction, schema);
  return Math.min(schema.maximum ?? Infinity, Math.max(schema.minimum ?? -Infinity, next));
}

function linearStep(value: number, direction: 1 | -1, schema: ParamSchema): number {
  const step = schema.step ?? (schema.type === 'integer' ? 1 : 0.1);
  return Number((value + direction * step).toPrecision(12));
}

function powerStep(value: number, direction: 1 | -1): number {
  if (value < 1) return direction > 0 ? 1 : 0;
  const power = Math.log2(value);
  return direction > 0 ? 2 ** (Math.floor(power) + 1) : 2 ** (Math.ceil(power) - 1);
}

/** Where steps on a logarithmic scale begin: below this comes 0. */
const least = 1e-8;

function decadeStep(value: number, direction: 1 | -1): number {
  if (value < least) return direction > 0 ? least : 0;
  const decade = Math.floor(Math.log10(value) + 1e-9);
  const ladder = [-1, 0, 1].flatMap((shift) => [1, 2, 5].map((m) => Number(`${m}e${decade + shift}`)));
  const near = 1 + 1e-9;
  const next =
    direction > 0
      ? ladder.find((rung) => rung > value * near)
      : ladder.findLast((rung) => rung < value / near);
  return next === undefined || next < least ? 0 : next;
}
