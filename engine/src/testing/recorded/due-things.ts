/** What the real engine still has to do at a time: read from its records, since it says idle before that. */
import type { ZeebeRecord } from "./zeebe-control.ts";

export class DueThings {
  readonly #dates = new Map<string, number>();

  /** `now` is the scenario's time; jobs and messages may go by another clock, so theirs is counted from the record. */
  take({ valueType, intent, key, value, timestamp }: ZeebeRecord, now: number): void {
    const id = `${valueType} ${key}`;
    if (valueType === "TIMER") {
      if (intent === "CREATED") this.#dates.set(id, Number(value.dueDate));
      else if (intent === "MIGRATED") return;
      else this.#dates.delete(id);
    } else if (valueType === "MESSAGE") {
      if (intent === "PUBLISHED") this.#dates.set(id, now + Number(value.timeToLive));
      else this.#dates.delete(id);
    } else if (valueType === "JOB_BATCH" && intent === "ACTIVATED") {
      const keys = Array.isArray(value.jobKeys) ? value.jobKeys : [];
      const jobs = Array.isArray(value.jobs) ? value.jobs : [];
      keys.forEach((job, index) => {
        const activated = jobs[index];
        if (typeof activated !== "object" || activated === null || Array.isArray(activated)) return;
        this.#dates.set(`JOB ${String(job)}`, now + Number(activated.deadline) - timestamp);
      });
    } else if (valueType === "JOB") {
      this.#dates.delete(id);
      const backoff = Number(value.retryBackoff);
      if (intent === "FAILED" && backoff > 0) this.#dates.set(id, now + backoff);
    }
  }

  any(now: number): boolean {
    return [...this.#dates.values()].some((date) => date <= now);
  }
}
