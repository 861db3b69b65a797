/** Programs that score with the weights of another, which go on being trained. */
import type { Executable } from '../engine/program/program';

/** Where the weights come from. */
export interface WeightsSource {
  /** A number that changes with the weights. */
  versionOfWeights(): number;
  /** Copies the weights as they are now into buffers of their names. */
  copyWeights(to: Executable): Promise<void>;
}

/** A program, made when first asked for, with the version of the weights that it holds. */
export class FreshProgram {
  private readonly source: WeightsSource;
  private readonly make: () => Promise<Executable>;
  private made: Promise<Executable> | null = null;
  private version = -1;

  constructor(source: WeightsSource, make: () => Promise<Executable>) {
    this.source = source;
    this.make = make;
  }

  async get(): Promise<Executable> {
    this.made ??= this.make();
    const executable = await this.made;
    const version = this.source.versionOfWeights();
    if (version !== this.version) {
      await this.source.copyWeights(executable);
      this.version = version;
    }
    return executable;
  }

  dispose(): void {
    void this.made?.then(
      (executable) => executable.dispose(),
      // Whoever asked for the program has been told.
      () => {},
    );
  }
}
