/** Settings by dot path, as the terminal gives them: `train.batchSize=1024`, `model.factors=16`. */
import { AppError } from './errors';
import { mergeSpec } from './completeSpec';
import { defaultSpec, type ParamValue, type SpecOverrides } from './spec';

/** A list of names is no parameter value, but a setting such as the metrics may be one. */
export type AssignedValue = ParamValue | string[];

/** Reads "a.b=value": numbers, true/false and lists in brackets become values, the rest is text. */
export function parseAssignment(text: string): { path: string; value: AssignedValue } {
  const at = text.indexOf('=');
  if (at < 1)
    throw new AppError(
      'bad-spec',
      `"${text}" is not a setting.`,
      'Write it as path=value, for example train.batchSize=1024.',
    );
  return { path: text.slice(0, at).trim(), value: parseValue(text.slice(at + 1).trim()) };
}

function parseValue(text: string): AssignedValue {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\[.*\]$/.test(text)) {
    const entries = text
      .slice(1, -1)
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    const numbers = entries.map(Number);
    return numbers.every(Number.isFinite) ? numbers : entries;
  }
  const number = Number(text);
  return text !== '' && Number.isFinite(number) ? number : text;
}

/**
 * Overrides with one setting laid over. `model.factors` is short for `model.params.factors`, `model=neumf` for
 * `model.id=neumf`.
 * @throws AppError `bad-spec` when there is no such setting.
 */
export function setPath(overrides: SpecOverrides, path: string, value: unknown): SpecOverrides {
  const keys = path.split('.');
  let at: unknown = defaultSpec();
  for (const [depth, key] of keys.entries()) {
    const node = at as Record<string, unknown>;
    if (typeof at === 'object' && at !== null && !Array.isArray(at) && key in node) at = node[key];
    else if (typeof at === 'object' && at !== null && 'params' in node && depth === keys.length - 1) {
      keys.splice(depth, 0, 'params');
      at = undefined;
      break;
    } else if (keys[depth - 1] === 'params') at = undefined;
    else
      throw new AppError(
        'bad-spec',
        `There is no setting "${path}".`,
        'See the names in the spec that --json prints, for example train.epochs or model.factors.',
      );
  }
  if (typeof at === 'object' && at !== null && 'id' in at) keys.push('id');
  const nested = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  return mergeSpec(overrides, nested);
}
