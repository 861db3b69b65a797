/** Which epoch is best so far, and whether to stop. Prechelt, "Early stopping, but when?", 1998. */

export interface EarlyStopping {
  patience: number;
  minDelta: number;
}

export class BestEpoch {
  private readonly higherIsBetter: boolean;
  private readonly rule: EarlyStopping;
  private bestValue: number | null = null;
  /** 0 until an epoch was measured. */
  epoch = 0;

  constructor(higherIsBetter: boolean, rule: EarlyStopping) {
    this.higherIsBetter = higherIsBetter;
    this.rule = rule;
  }

  /** True when `value` is the best yet, by more than the least improvement. */
  offer(epoch: number, value: number): boolean {
    const gain =
      this.bestValue === null
        ? Infinity
        : this.higherIsBetter
          ? value - this.bestValue
          : this.bestValue - value;
    if (!(gain > this.rule.minDelta)) return false;
    this.bestValue = value;
    this.epoch = epoch;
    return true;
  }

  /** True when no epoch has been better for `patience` epochs; patience 0 never stops. */
  exhausted(epoch: number): boolean {
    return this.rule.patience > 0 && this.epoch > 0 && epoch - this.epoch >= this.rule.patience;
  }

  save(): { epoch: number; value: number | null } {
    return { epoch: this.epoch, value: this.bestValue };
  }

  restore(saved: { epoch: number; value: number | null }): void {
    this.epoch = saved.epoch;
    this.bestValue = saved.value;
  }
}
