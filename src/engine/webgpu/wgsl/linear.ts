/** Linear index expressions over u32 variables of a shader: constant + Σ factor · variable. */

/** A u32 variable and the depth of the scope that defines it, see `Code`. */
export interface Variable {
  name: string;
  depth: number;
}

export interface Linear {
  constant: number;
  terms: readonly (Variable & { factor: number })[];
}

export const constantIndex = (constant: number): Linear => ({ constant, terms: [] });

export const variableIndex = (variable: Variable, factor = 1): Linear => ({
  constant: 0,
  terms: [{ ...variable, factor }],
});

/** a + factor · b. */
export function addScaled(a: Linear, factor: number, b: Linear): Linear {
  if (factor === 0) return a;
  const terms = new Map(a.terms.map((term) => [term.name, term]));
  for (const term of b.terms) {
    const sum = (terms.get(term.name)?.factor ?? 0) + factor * term.factor;
    if (sum === 0) terms.delete(term.name);
    else terms.set(term.name, { ...term, factor: sum });
  }
  return { constant: a.constant + factor * b.constant, terms: [...terms.values()] };
}

/** Whether the index is a multiple of `divisor` whatever the variables are. */
export function isMultiple({ constant, terms }: Linear, divisor: number): boolean {
  return constant % divisor === 0 && terms.every(({ factor }) => factor % divisor === 0);
}

export function divide({ constant, terms }: Linear, divisor: number): Linear {
  return {
    constant: constant / divisor,
    terms: terms.map((term) => ({ ...term, factor: term.factor / divisor })),
  };
}
