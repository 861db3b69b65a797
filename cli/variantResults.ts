/** Gathers what the runs of a comparison measure, from their events. */
import type { RunEvent } from '../src/protocol/events';
import type { MeasuredEpoch } from '../src/protocol/comparisonTables';
import type { NamedVariant, VariantResult } from './variantTable';

export class VariantResults {
  /** Of the finished runs that belong to a variant, in order. */
  readonly finished: VariantResult[] = [];
  private epochs: MeasuredEpoch[] = [];

  /**
   * Takes the next event of the run in progress.
   * @param variant that the run belongs to; none where nothing is compared
   */
  take(variant: NamedVariant | undefined, event: RunEvent): void {
    if (event.type === 'start') this.epochs = [];
    else if (event.type === 'epoch') this.epochs.push({ epoch: event.epoch, metrics: event.metrics });
    else if (event.type === 'done' && variant) {
      const { metrics, atK, bestEpoch, elapsedMs } = event;
      const seconds = Math.round(elapsedMs) / 1000;
      this.finished.push({ ...variant, metrics, atK, bestEpoch, epochs: this.epochs, seconds });
    }
  }
}
