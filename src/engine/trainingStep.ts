/**
 * One training step, the ordinary way: forward and backward by tfjs' tape, then the optimizer. This is the
 * reference that a faster engine is held to; models know nothing of it.
 */
import type { Params } from '../protocol/spec';
import { limitNorms } from './limitNorms';
import type { OptimizerDefinition } from './optimizers/optimizer';
import * as tf from './tf';
import type { SavedWeights, WeightStore } from './weightStore';

/** The optimizer's own state, to go on from later. */
export interface SavedOptimizer {
  step: number;
  /** As it was last set, by hand or by the spec. */
  learningRate: number;
  slots: SavedWeights;
}

export class TrainingStep {
  private readonly weights: WeightStore;
  private readonly optimizer: OptimizerDefinition;
  private readonly params: Params;
  private readonly slots = new Map<string, tf.Variable[]>();
  private losses: tf.Scalar[] = [];
  private steps = 0;

  constructor(weights: WeightStore, optimizer: OptimizerDefinition, params: Params) {
    this.weights = weights;
    this.optimizer = optimizer;
    this.params = { ...params };
    for (const name of weights.names) {
      const first = optimizer.initialSlot(this.params);
      const { shape } = weights.get(name);
      this.slots.set(
        name,
        optimizer.slots.map(() => tf.tidy(() => tf.variable(tf.fill(shape, first), false))),
      );
    }
  }

  get learningRate(): number {
    return this.params.learningRate as number;
  }

  set learningRate(learningRate: number) {
    this.params.learningRate = learningRate;
  }

  /**
   * Lowers `objective`, the mean over `samples` rows, by one step. Nothing is read back, see `takeLosses`.
   */
  run(objective: () => tf.Scalar, samples: number): void {
    const variables = this.weights.names.map((name) => this.weights.get(name));
    this.steps++;
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(objective, variables);
      this.losses.push(tf.keep(tf.mul(value, samples)));
      for (const name of this.weights.names) {
        const variable = this.weights.get(name);
        const gradient = grads[variable.name];
        if (gradient) this.update(name, variable, gradient);
      }
      for (const [name, next] of this.weights.takeNext()) {
        this.weights.get(name).assign(next);
        next.dispose();
      }
    });
  }

  private update(name: string, variable: tf.Variable, gradient: tf.Tensor): void {
    const slots = this.slots.get(name)!;
    const stepSize = tf.scalar(this.optimizer.stepSize(this.steps, this.params));
    const [weight, ...next] = this.optimizer.update(variable, gradient, slots, stepSize, this.params);
    const maxNorm = this.weights.maxNorm(name);
    variable.assign(maxNorm === null ? weight! : limitNorms(weight!, maxNorm));
    for (const [index, slot] of slots.entries()) slot.assign(next[index]!);
  }

  /** Losses of the steps since the last call, each summed over its samples. */
  async takeLosses(): Promise<number[]> {
    const taken = this.losses;
    this.losses = [];
    const values = await Promise.all(taken.map((loss) => loss.data()));
    tf.dispose(taken);
    return values.map(([value]) => value!);
  }

  async save(): Promise<SavedOptimizer> {
    const slots: SavedWeights = {};
    for (const [name, variables] of this.slots) {
      for (const [index, variable] of variables.entries()) {
        slots[`${name}/${this.optimizer.slots[index]}`] = ((await variable.data()) as Float32Array).slice();
      }
    }
    return { step: this.steps, learningRate: this.learningRate, slots };
  }

  restore(saved: SavedOptimizer): void {
    this.steps = saved.step;
    this.learningRate = saved.learningRate;
    for (const [name, variables] of this.slots) {
      for (const [index, variable] of variables.entries()) {
        const values = saved.slots[`${name}/${this.optimizer.slots[index]}`];
        if (values?.length !== variable.size)
          throw new Error(`Saved optimizer state does not fit: "${name}".`);
        tf.tidy(() => variable.assign(tf.tensor(values.slice(), variable.shape)));
      }
    }
  }

  dispose(): void {
    tf.dispose(this.losses);
    for (const variables of this.slots.values()) for (const variable of variables) variable.dispose();
    this.slots.clear();
  }
}
