/** Values of JSON objects as the cells of a table. */

const mostFields = 256;
const deepest = 3;
/** Digits from which a number does not fit into the numbers of JavaScript. */
const longNumber = /\d{16}/;
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** An object or list; undefined where the text is none. Numbers of more digits than fit stay text, so that no id changes. */
export function parseJson(text: string): object | undefined {
  const exact = longNumber.test(text)
    ? text.replace(tokens, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token))
    : text;
  const parsed = tryParse(exact) ?? (pythonStart.test(text) ? tryParse(fromPython(text)) : undefined);
  return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Objects as Python prints them, which many published reviews are. */
const pythonStart = /^\s*\{\s*u?'/;
const pythonTokens = /u?'((?:[^'\\]|\\.)*)'|u?"((?:[^"\\]|\\.)*)"|\b(?:True|False|None)\b/g;
const pythonWords: Record<string, string> = { True: 'true', False: 'false', None: 'null' };

const fromPython = (text: string): string =>
  text.replace(pythonTokens, (token, single: string | undefined, double: string | undefined) => {
    const inside = single ?? double;
    if (inside === undefined) return pythonWords[token]!;
    const unescaped = inside.replace(/\\x([0-9a-f]{2})/gi, '\\u00$1').replaceAll("\\'", "'");
    return `"${unescaped.replace(/(^|[^\\])"/g, '$1\\"')}"`;
  });

/** Names of all values that are no objects, `user.id` for one inside another, in the order of their first appearance. */
export function fieldsOf(objects: readonly object[]): string[] {
  const fields = new Set<string>();
  const collect = (value: object, prefix: string, depth: number): void => {
    for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
      const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
      if (isObject && depth < deepest) collect(inner, `${prefix}${name}.`, depth + 1);
      else if (fields.size < mostFields) fields.add(prefix + name);
    }
  };
  for (const object of objects) collect(object, '', 1);
  return [...fields];
}

/** A value as the cell of a table; names of a list with bars between; '' where there is none. */
export function cellOf(object: object, path: readonly string[]): string {
  let value: unknown = object;
  for (let from = 0; from < path.length;) {
    if (typeof value !== 'object' || value === null) return '';
    // A name may itself hold points.
    let to = path.length;
    while (to > from && !Object.hasOwn(value, path.slice(from, to).join('.'))) to--;
    if (to === from) return '';
    value = (value as Record<string, unknown>)[path.slice(from, to).join('.')];
    from = to;
  }
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(nameOf).join('|');
  return JSON.stringify(value);
}

function nameOf(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return String(entry);
  return 'name' in entry && typeof entry.name === 'string' ? entry.name : JSON.stringify(entry);
}
