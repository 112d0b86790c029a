/**
 * A bound for walks over values. Lists that hold the same list twice, which hold it twice again, are small in memory and
 * endless when written out or compared; a walk that meets too many nodes ends in the limit.
 */
import { FeelLimitError } from "./errors.ts";

export class NodeBudget {
  private left: number;
  private readonly maximum: number;

  constructor(maximum = 2_000_000) {
    this.left = maximum;
    this.maximum = maximum;
  }

  /** Counts one node. @throws FeelLimitError */
  visit(): void {
    if (--this.left < 0) throw new FeelLimitError("steps", this.maximum);
  }
}
