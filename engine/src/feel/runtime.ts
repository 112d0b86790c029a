/** What one evaluation carries: its limits, its clock, its warnings. */
import { FeelLimitError } from "./errors.ts";
import type { FeelWarning, FeelWarningCode } from "./errors.ts";
import type { Dialect } from "./syntax/names.ts";

export interface FeelLimits {
  /** Loop rounds, function calls and elements looked at. */
  steps: number;
  /** Nested calls of functions defined in FEEL. */
  depth: number;
  /** Elements of one list. */
  list: number;
  /** UTF-16 units of one string. */
  string: number;
  /** Milliseconds by the given `clock`; without a clock, or by one that stands still, time has no limit. */
  millis: number;
}

export const defaultLimits: FeelLimits = {
  steps: 1_000_000,
  depth: 200,
  list: 100_000,
  string: 1_000_000,
  millis: Infinity,
};

/** Steps between two looks at the clock. */
const STEPS_PER_LOOK = 500;

export interface EvaluateOptions {
  /** Milliseconds since 1970 UTC, for `now()` and `today()`; without it they are null. */
  clock?: (() => number) | undefined;
  /** IANA zone of `now()` and `today()`; UTC when not given. */
  timeZone?: string | undefined;
  /** A source of numbers in [0, 1) for `random number()` and `uuid()`; without it they are null. */
  random?: (() => number) | undefined;
  limits?: Partial<FeelLimits> | undefined;
  onWarning?: ((warning: FeelWarning) => void) | undefined;
}

export class Runtime {
  readonly dialect: Dialect;
  readonly options: EvaluateOptions;
  readonly limits: FeelLimits;
  /** Why an `assert` of this evaluation failed; Zeebe fails the whole evaluation then. */
  assertion: { en: string; zh: string; source?: string } | null = null;
  private left: number;
  /** When fewer steps than this are left, it is time to look at the limits. */
  private lookBelow = 0;
  private readonly deadline: number;
  private depth = 0;

  constructor(dialect: Dialect, options: EvaluateOptions) {
    this.dialect = dialect;
    this.options = options;
    this.limits = options.limits ? { ...defaultLimits, ...options.limits } : defaultLimits;
    this.left = this.limits.steps;
    this.deadline =
      this.limits.millis === Infinity ? Infinity : (options.clock?.() ?? Infinity) + this.limits.millis;
    if (this.deadline !== Infinity) this.lookBelow = Math.max(0, this.left - STEPS_PER_LOOK);
  }

  /** Counts `n` steps. @throws FeelLimitError when none are left, or no time */
  step(n = 1): void {
    this.left -= n;
    if (this.left < this.lookBelow) this.look();
  }

  private look(): void {
    if (this.left < 0) throw new FeelLimitError("steps", this.limits.steps);
    if ((this.options.clock?.() ?? 0) > this.deadline) throw new FeelLimitError("millis", this.limits.millis);
    this.lookBelow = Math.max(0, this.left - STEPS_PER_LOOK);
  }

  enter(): void {
    this.step();
    if (++this.depth > this.limits.depth) throw new FeelLimitError("depth", this.limits.depth);
  }

  leave(): void {
    this.depth--;
  }

  /** Refuses a list that would grow beyond the limit. */
  listSize(n: number): void {
    if (n > this.limits.list) throw new FeelLimitError("list", this.limits.list);
    this.step(n);
  }

  /** Refuses a string that would grow beyond the limit. */
  stringSize(n: number): void {
    if (n > this.limits.string) throw new FeelLimitError("string", this.limits.string);
  }

  /** Reports odd data and gives the null that stands for it. */
  warn(code: FeelWarningCode, en: string, zh: string): null {
    this.options.onWarning?.({ code, message: en, messageZh: zh });
    return null;
  }

  get warns(): boolean {
    return this.options.onWarning !== undefined;
  }
}

/** Overflow of the host's stack is the depth limit of data nested beyond reason. */
export function limited<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw new FeelLimitError("depth", 1000);
    throw error;
  }
}
