/** Several values of one setting as text: "0.001, 0.01", and for lists such as layers "64-32-16, 32-16". */
import type { ParamSchema } from '../../../protocol/catalog';
import { paramFault } from '../../../protocol/completeSpec';
import type { ParamValue } from '../../../protocol/spec';
import { readNumber, stepNumber, writeNumber } from '../../controls/numberText';

export function writeValue(value: ParamValue): string {
  if (Array.isArray(value)) return value.join('-');
  return typeof value === 'number' ? writeNumber(value) : String(value);
}

export const writeValues = (values: readonly ParamValue[]): string => values.map(writeValue).join(', ');

/** Reads numbers, or lists of numbers, separated by commas or spaces; the fault says what is allowed. */
export function readValues(
  typed: string,
  schema: ParamSchema,
): { values: ParamValue[] | null; fault: string | null } {
  const values: ParamValue[] = [];
  for (const entry of typed.split(/[\s,;]+/).filter((part) => part !== '')) {
    const value = schema.type === 'array' ? entry.split('-').map(Number) : readNumber(entry, schema).value;
    const fault = value === null ? readNumber(entry, schema).fault : paramFault(schema, value);
    if (value === null || fault !== null) return { values: null, fault: `${fault ?? ''}, unlike “${entry}”` };
    values.push(value);
  }
  return values.length > 0 ? { values, fault: null } : { values: null, fault: 'needs at least one value' };
}

/** What to start from: every entry of a choice, both answers of a switch, or a number with its neighbours. */
export function suggestedValues(schema: ParamSchema, value: unknown): ParamValue[] {
  if (schema.enum) return [...schema.enum];
  if (schema.type === 'boolean') return [true, false];
  if (typeof value !== 'number') return [value as ParamValue];
  return [...new Set([stepNumber(value, -1, schema), value, stepNumber(value, 1, schema)])];
}
