import type { DataError, FormDefinition } from "@onewindow/forms";
import { Piscina } from "piscina";
import { AppError } from "../platform/errors.ts";
import { errorTexts } from "./texts.ts";

export interface FormCheckRequest {
  form: FormDefinition;
  data: unknown;
  /** The applicant's own uploads: the only files that a form may name. */
  fileIds: string[];
}
export interface FormCheckResult {
  /** What has the right shape, hidden fields included: what an autosave keeps. */
  shaped: Record<string, unknown>;
  /** Shaped, calculated, without hidden values: what a submission keeps. */
  data: Record<string, unknown>;
  /** Paths of fields hidden by their conditions. */
  hidden: string[];
  errors: DataError[];
}

/** The check took longer than its deadline: the thread was ended, nothing was changed. */
export class FormCheckTimeout extends AppError {
  constructor() {
    super({ code: "form-check-timeout", status: 503, detail: errorTexts.tooSlow });
  }
}

/** Checks submissions against forms; never throws on bad data, only when the deadline passes. */
export interface FormCheck {
  check(request: FormCheckRequest): Promise<FormCheckResult>;
  close(): Promise<void>;
}

/** From handing it over, waiting for a thread included. */
const DEADLINE_MS = 5_000;
const IDLE_MS = 60_000;

/** A pool of threads that check forms; a check past its deadline ends its thread, and the pool makes a new one. */
export function createFormCheck(
  options: { deadlineMs?: number; threads?: number; worker?: string } = {},
): FormCheck {
  const pool = new Piscina({
    filename: options.worker ?? new URL("./form-check-worker.ts", import.meta.url).href,
    name: "run",
    minThreads: 0,
    maxThreads: options.threads ?? 2,
    idleTimeout: IDLE_MS,
  });
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  return {
    async check(request) {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), deadlineMs);
      try {
        return (await pool.run(request, { signal: abort.signal })) as FormCheckResult;
      } catch (error) {
        if (abort.signal.aborted) throw new FormCheckTimeout();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => pool.destroy(),
  };
}
