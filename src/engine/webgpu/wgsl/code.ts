/**
 * The body of a WGSL function while it is written: nested scopes of lines, and the names that hold what has been
 * computed. An expression is computed once, in the outermost scope that has all it needs; so what does not change in
 * a loop leaves the loop.
 */
import type { BufferId, Value } from '../../program/program';
import type { Linear, Variable } from './linear';

/** A name or literal: f32, or vec4<f32> where `wide`, for four neighbouring columns. */
export interface Expression {
  text: string;
  /** Of the innermost scope that it depends on; the function's own scope is 0. */
  depth: number;
  wide: boolean;
}

interface Scope {
  lines: string[];
  /** By WGSL text; `buffer` where the text reads one. */
  bound: Map<string, { expression: Expression; buffer: BufferId | null }>;
  values: Map<Value, Expression>;
}

const newScope = (): Scope => ({ lines: [], bound: new Map(), values: new Map() });

export class Code {
  private readonly scopes = [newScope()];
  private numNames = 0;

  get depth(): number {
    return this.scopes.length - 1;
  }

  newName(prefix: string): string {
    return `${prefix}${this.numNames++}`;
  }

  line(text: string): void {
    this.scopes.at(-1)!.lines.push(text);
  }

  /** Writes `let name = text;` unless a name holds the same already. */
  bind(text: string, depth: number, wide = false, buffer: BufferId | null = null): Expression {
    for (let at = depth; at >= 0; at--) {
      const known = this.scopes[at]!.bound.get(text);
      if (known) return known.expression;
    }
    const expression = { text: this.newName('x'), depth, wide };
    const scope = this.scopes[depth]!;
    scope.lines.push(`let ${expression.text} = ${text};`);
    scope.bound.set(text, { expression, buffer });
    return expression;
  }

  /** A u32 that holds the index; parts that an outer scope can compute are computed there. */
  bindIndex({ constant, terms }: Linear): Expression {
    const inOrder = terms.toSorted((a, b) => a.depth - b.depth);
    let sum: Expression | null = null;
    for (let start = 0; start < inOrder.length;) {
      const { depth } = inOrder[start]!;
      let end = start;
      const parts: string[] = [];
      for (; end < inOrder.length && inOrder[end]!.depth === depth; end++) {
        const { name, factor } = inOrder[end]!;
        parts.push(factor === 1 ? name : `${name} * ${unsigned(factor)}`);
      }
      if (sum) parts.unshift(sum.text);
      else if (constant !== 0) parts.unshift(unsigned(constant));
      const single = parts.length === 1 && /^\w+$/.test(parts[0]!);
      sum = single ? { text: parts[0]!, depth, wide: false } : this.bind(parts.join(' + '), depth);
      start = end;
    }
    return sum ?? { text: unsigned(constant), depth: 0, wide: false };
  }

  /** A u32 variable with the given value, in the current scope. */
  variable(text: string): Variable {
    const name = this.newName('i');
    this.line(`let ${name} = ${text};`);
    return { name, depth: this.depth };
  }

  /** Later reads of the buffer see what was written. */
  forgetReads(of: BufferId): void {
    for (const { bound } of this.scopes)
      for (const [text, { buffer }] of bound) if (buffer === of) bound.delete(text);
  }

  valueOf(value: Value): Expression | undefined {
    for (let at = this.depth; at >= 0; at--) {
      const known = this.scopes[at]!.values.get(value);
      if (known) return known;
    }
    return undefined;
  }

  remember(value: Value, expression: Expression): void {
    this.scopes[expression.depth]!.values.set(value, expression);
  }

  /** Runs `write` in a new scope, which becomes `header { … }`. */
  block(header: string, write: () => void): void {
    this.scopes.push(newScope());
    write();
    const { lines } = this.scopes.pop()!;
    this.line(`${header} {`);
    this.scopes.at(-1)!.lines.push(...lines.map((text) => `  ${text}`), '}');
  }

  /** Runs `write` for `name` from `from` to `to` (u32 expressions), `to` excluded. */
  loop(from: string, to: string, write: (counter: Variable) => void): void {
    const name = this.newName('i');
    this.block(`for (var ${name} = ${from}; ${name} < ${to}; ${name}++)`, () => {
      write({ name, depth: this.depth });
    });
  }

  toString(): string {
    return this.scopes[0]!.lines.map((text) => `  ${text}\n`).join('');
  }
}

/** A u32 literal; negative numbers wrap, as u32 sums do. */
export const unsigned = (value: number): string => `${value >>> 0}u`;

const largest = 3.4028234663852886e38;

/** An f32 literal of exactly the float32 nearest to `value`; WGSL has none for infinity. */
export function float(value: number): string {
  if (Number.isNaN(value)) throw new Error('NaN cannot be a constant of a program.');
  const nearest = Math.fround(Math.min(Math.max(value, -largest), largest));
  return nearest < 0 ? `(${nearest}f)` : `${nearest}f`;
}
