/** The named weights of a network and the optimizer's state beside them: made, saved, restored, freed together. */
import { initialValues, zeros, type Initializer } from './initializers';
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
  private readonly carried = new Map<string, tf.Variable>();
  private readonly next = new Map<string, tf.Tensor>();
  /** Of weights that have a name and a shape, and no values yet. */
  private readonly undrawn = new Map<string, Initializer>();
  private readonly seed: number;
  private readonly holdsValues: boolean;

  /**
   * @param values `held` by tensors of the backend in use, or `undrawn`: then weights take no memory, their first values
   * are drawn when they are saved, and their tensors may only be traced
   */
  constructor(seed: number, values: 'held' | 'undrawn' = 'held') {
    this.seed = seed;
    this.holdsValues = values === 'held';
  }

  /** Makes a trainable weight; its first values depend on seed and name only. */
  add(name: string, shape: number[], initializer: Initializer, limits: WeightLimits = {}): tf.Variable {
    this.refuseKnown(name);
    const variable = this.holdsValues
      ? tf.tidy(() => tf.variable(tf.tensor(initialValues(initializer, name, shape, this.seed), shape), true))
      : this.addUndrawn(name, shape, initializer, true);
    this.variables.set(name, variable);
    this.limits.set(name, limits);
    return variable;
  }

  /**
   * Makes a state that one training step hands on to the next, zeros at first: saved and restored with the weights, but
   * neither trained nor a parameter. An objective that reads it says by `carry` what it is after the step.
   */
  addCarried(name: string, shape: number[]): tf.Variable {
    this.refuseKnown(name);
    const variable = this.holdsValues
      ? tf.tidy(() => tf.variable(tf.zeros(shape), false))
      : this.addUndrawn(name, shape, zeros, false);
    this.carried.set(name, variable);
    return variable;
  }

  private addUndrawn(
    name: string,
    shape: number[],
    initializer: Initializer,
    trainable: boolean,
  ): tf.Variable {
    this.undrawn.set(name, initializer);
    return tf.tidy(() => {
      const backend = tf.backend();
      const dataId = backend.write(new Float32Array(0), shape, 'float32');
      const tensor = tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype: 'float32' }, backend);
      return tf.variable(tensor, trainable);
    });
  }

  /** Called in an objective: a carried state will be `next` once the step is done. No gradient flows through it. */
  carry(name: string, next: tf.Tensor): void {
    const { shape } = this.get(name);
    if (!this.carried.has(name) || shape.join() !== next.shape.join())
      throw new Error(`[${next.shape.join()}] is no next value of "${name}", [${shape.join()}].`);
    this.next.get(name)?.dispose();
    this.next.set(name, tf.keep(tf.clone(next)));
  }

  /**
   * What the objective has said by `carry`, to be disposed of by the caller.
   * @throws Error when it said nothing of some carried state
   */
  takeNext(): ReadonlyMap<string, tf.Tensor> {
    const next = new Map(this.next);
    this.next.clear();
    const missing = this.carriedNames.filter((name) => !next.has(name));
    if (missing.length === 0) return next;
    tf.dispose([...next.values()]);
    throw new Error(`The objective does not carry "${missing.join('", "')}" on.`);
  }

  private refuseKnown(name: string): void {
    if (this.variables.has(name) || this.carried.has(name))
      throw new Error(`Weight "${name}" exists already.`);
  }

  /** Longest length of a column after a step, null where there is no limit. */
  maxNorm(name: string): number | null {
    return this.limits.get(name)?.maxNorm ?? null;
  }

  /** Of the trainable weights. */
  get names(): string[] {
    return [...this.variables.keys()];
  }

  get carriedNames(): string[] {
    return [...this.carried.keys()];
  }

  /** A weight or a carried state. */
  get(name: string): tf.Variable {
    const variable = this.variables.get(name) ?? this.carried.get(name);
    if (!variable) throw new Error(`There is no weight "${name}".`);
    return variable;
  }

  get numParameters(): number {
    return [...this.variables.values()].reduce((sum, variable) => sum + variable.size, 0);
  }

  private get all(): [string, tf.Variable][] {
    return [...this.variables, ...this.carried];
  }

  /** Copies all weights and carried states to the host. */
  async save(): Promise<SavedWeights> {
    const saved: SavedWeights = {};
    for (const [name, variable] of this.all) {
      const initializer = this.undrawn.get(name);
      saved[name] = initializer
        ? initialValues(initializer, name, variable.shape, this.seed)
        : ((await variable.data()) as Float32Array).slice();
    }
    return saved;
  }

  /** Puts saved values back, where values are held. Throws when names or sizes do not fit. */
  restore(saved: SavedWeights): void {
    for (const [name, variable] of this.all) {
      const values = saved[name];
      if (values?.length !== variable.size) throw new Error(`Saved weights do not fit: "${name}".`);
      tf.tidy(() => variable.assign(tf.tensor(values.slice(), variable.shape)));
    }
  }

  dispose(): void {
    for (const [, variable] of this.all) variable.dispose();
    tf.dispose([...this.next.values()]);
    for (const held of [this.variables, this.carried, this.next]) held.clear();
  }
}
