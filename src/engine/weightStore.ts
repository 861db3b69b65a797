/** The named weights of a network and the optimizer's state beside them: made, saved, restored, freed together. */
import { initialValues, type Initializer } from './initializers';
import * as tf from './tf';

/** Values on the host, by name; what checkpoints and the best epoch are made of. */
export type SavedWeights = Record<string, Float32Array>;

/** What else a weight has to keep to. */
export interface WeightLimits {
  /** Longest Euclidean length of a column, over all but the last axis, after each step; see `limitNorms`. */
  maxNorm?: number;
}

export class WeightStore {
  private readonly variables = new Map<string, tf.Variable>();
  private readonly limits = new Map<string, WeightLimits>();
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** Makes a trainable weight; its first values depend on seed and name only. */
  add(name: string, shape: number[], initializer: Initializer, limits: WeightLimits = {}): tf.Variable {
    if (this.variables.has(name)) throw new Error(`Weight "${name}" exists already.`);
    const variable = tf.tidy(() =>
      tf.variable(tf.tensor(initialValues(initializer, name, shape, this.seed), shape), true),
    );
    this.variables.set(name, variable);
    this.limits.set(name, limits);
    return variable;
  }

  /** Longest length of a column after a step, null where there is no limit. */
  maxNorm(name: string): number | null {
    return this.limits.get(name)?.maxNorm ?? null;
  }

  get names(): string[] {
    return [...this.variables.keys()];
  }

  get(name: string): tf.Variable {
    const variable = this.variables.get(name);
    if (!variable) throw new Error(`There is no weight "${name}".`);
    return variable;
  }

  get numParameters(): number {
    return [...this.variables.values()].reduce((sum, variable) => sum + variable.size, 0);
  }

  /** Copies all weights to the host. */
  async save(): Promise<SavedWeights> {
    const saved: SavedWeights = {};
    for (const [name, variable] of this.variables)
      saved[name] = ((await variable.data()) as Float32Array).slice();
    return saved;
  }

  /** Puts saved values back. Throws when names or sizes do not fit. */
  restore(saved: SavedWeights): void {
    for (const [name, variable] of this.variables) {
      const values = saved[name];
      if (values?.length !== variable.size) throw new Error(`Saved weights do not fit: "${name}".`);
      tf.tidy(() => variable.assign(tf.tensor(values.slice(), variable.shape)));
    }
  }

  dispose(): void {
    for (const variable of this.variables.values()) variable.dispose();
    this.variables.clear();
  }
}
