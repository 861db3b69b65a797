/** What the Lab has computed beside the page: long arithmetic and seeded draws, without a model and without tfjs. */
import type { PairedTests, UnitValues } from './significance';
import type { Sweep, SweepPoint } from './sweep';

export interface LabService {
  /** The points of a sweep, none twice; the same sweep gives the same points. */
  planSweep(sweep: Sweep): Promise<SweepPoint[]>;
  /**
   * The best of several variants against each other one.
   * @param seed of the bootstrap samples
   * @throws AppError `bad-spec` when they cannot be paired.
   */
  compareToBest(variants: UnitValues[], higherIsBetter: boolean, seed: number): Promise<PairedTests>;
}
