/** How a registry entry with parameters is declared once, as a zod schema, and shown elsewhere as JSON Schema. */
import { z } from './zod';
import type { Entry, ParamSchema } from './catalog';
import { AppError } from './errors';
import type { FieldMeta, Params } from './spec';

/** A registry entry whose parameters are checked by zod. */
export interface Definition<P extends z.ZodObject = z.ZodObject> {
  id: string;
  label: string;
  help: string;
  citation: string;
  params: P;
}

/** A parameter: a number, an integer, a switch or a text with its default, range and words for the form. */
export const param = {
  number: (initial: number, range: { min: number; max: number }, meta: FieldMeta) =>
    z
      .number()
      .min(range.min)
      .max(range.max)
      .default(initial)
      .meta({ ...meta }),
  int: (initial: number, range: { min: number; max: number }, meta: FieldMeta) =>
    z
      .int()
      .min(range.min)
      .max(range.max)
      .default(initial)
      .meta({ ...meta }),
  bool: (initial: boolean, meta: FieldMeta) =>
    z
      .boolean()
      .default(initial)
      .meta({ ...meta }),
  choice: <const T extends readonly [string, ...string[]]>(
    values: T,
    initial: NoInfer<T[number]>,
    meta: FieldMeta,
  ) =>
    z
      .enum(values as unknown as [T[number], ...T[number][]])
      .default(initial as never)
      .meta({ ...meta }),
  /** Free text, at most 200 characters. */
  text: (initial: string, meta: FieldMeta) =>
    z
      .string()
      .max(200)
      .default(initial)
      .meta({ ...meta }),
  ints: (initial: number[], range: { min: number; max: number; most: number }, meta: FieldMeta) =>
    z
      .array(z.int().min(range.min).max(range.max))
      .max(range.most)
      .default(initial)
      .meta({ ...meta }),
};

export const noParams = z.object({});

/** The entry as the page and the terminal see it. */
export function describe(definition: Definition): Entry {
  const { id, label, help, citation } = definition;
  const schema = z.toJSONSchema(definition.params, { io: 'input' }) as {
    properties?: Record<string, ParamSchema>;
  };
  return { id, label, help, citation, params: schema.properties ?? {} };
}

/**
 * Finds the entry that a choice names.
 * @throws AppError `bad-spec` when there is none.
 */
export function pick<D extends Definition>(registry: readonly D[], what: string, id: string): D {
  const found = registry.find((entry) => entry.id === id);
  if (found) return found;
  const known = registry.map((entry) => entry.id).join(', ');
  throw new AppError('bad-spec', `There is no ${what} called "${id}".`, `Choose one of: ${known}.`);
}

/**
 * The parameters of a choice, checked and with defaults filled in.
 * @throws AppError `bad-spec` naming the parameter and what it may be.
 */
export function readParams<P extends z.ZodObject>(definition: Definition<P>, given: Params): z.infer<P> {
  const result = definition.params.strict().safeParse(given);
  if (result.success) return result.data as z.infer<P>;
  const issue = result.error.issues[0]!;
  throw new AppError(
    'bad-spec',
    `${definition.label}: ${issue.path.join('.') || 'parameters'}: ${issue.message}.`,
    'Set it to a value in range, or leave it out for the default.',
  );
}
