/** How each plain setting of a spec is shown, read from the schema of the spec itself: title, range, unit, help. */
import { z } from '../../protocol/zod';
import type { ParamSchema } from '../../protocol/catalog';
import { experimentSpec } from '../../protocol/spec';

interface ObjectSchema {
  properties?: Record<string, ObjectSchema & ParamSchema>;
}

const root = z.toJSONSchema(experimentSpec, { io: 'input' }) as ObjectSchema;

const schemaAt = (path: string): ObjectSchema | undefined =>
  path.split('.').reduce<ObjectSchema | undefined>((schema, key) => schema?.properties?.[key], root);

/** The schema of the setting at a dot path such as "train.batchSize". */
export function specField(path: string): ParamSchema {
  const found = schemaAt(path);
  if (!found) throw new Error(`The spec has no setting "${path}".`);
  return found as ParamSchema;
}

/** The title of the setting at a dot path, where it has one. */
export const specTitle = (path: string): string | undefined =>
  (schemaAt(path) as ParamSchema | undefined)?.title;
