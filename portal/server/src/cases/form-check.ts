import type { DataError, FormDefinition, HeldFiles } from "@onewindow/forms";
import { Piscina } from "piscina";
import { AppError } from "../platform/errors.ts";
import { createTurns } from "../platform/turns.ts";
import { errorTexts } from "./texts.ts";

export interface FormCheckRequest {
  form: FormDefinition;
  data: unknown;
  /** The applicant's own uploads by field: the only files that a form may name. */
  files: HeldFiles;
}
export interface FormCheckResult {
  /** What has the right shape, hidden fields included: what an autosave keeps. */
  shaped: Record<string, unknown>;
  /** Shaped, calculated, without hidden values: what a submission keeps. */
  data: Record<string, unknown>;
  /** Paths of fields hidden by their conditions. */
  hidden: string[];
  /** Paths that the form does not know; their values are in neither result. */
  unknown: string[];
  /**
   * Values that no page could have sent: of another kind, not offered, somebody else's file; whatever is wrong in a field
   * that is hidden and therefore empty on every page.
   */
  foreign: DataError[];
  errors: DataError[];
}

/** The check took longer than its deadline: the thread was ended, nothing was changed. */
export class FormCheckTimeout extends AppError {
  constructor() {
    super({ code: "form-check-timeout", status: 503, detail: errorTexts.tooSlow });
  }
}

/** The check needed more memory than a thread may have: the thread was ended, nothing was changed. */
export class FormCheckMemory extends AppError {
  constructor() {
    super({ code: "form-check-memory", status: 503, detail: errorTexts.tooMuchMemory });
  }
}

/** What a thread is given: the form by its number. Its text, which is large, only where the thread has asked for it. */
export interface FormCheckOrder extends Omit<FormCheckRequest, "form"> {
  form: number;
  text: string | null;
}

/** Checks submissions against forms; never throws on bad data, only when its time or memory is used up. */
export interface FormCheck {
  check(request: FormCheckRequest): Promise<FormCheckResult>;
  /** Several parts in one go, with one deadline; the results in their order. */
  checkAll(requests: FormCheckRequest[]): Promise<FormCheckResult[]>;
  close(): Promise<void>;
}

/** From when a thread is free for it. */
const DEADLINE_MS = 5_000;
/** How long a check waits for a thread before the person is asked to try again. */
const PATIENCE_MS = 30_000;
const IDLE_MS = 60_000;
/** A form of 400 fields with 2 MB of data needs well under 64 MB; a thread fills what it may have before it tidies up. */
const HEAP_MB = 128;

/** A pool of threads that check forms; a check past its time or memory ends its thread, and the pool makes a new one. */
export function createFormCheck(
  options: { deadlineMs?: number; threads?: number; worker?: string; heapMb?: number } = {},
): FormCheck {
  const threads = options.threads ?? 2;
  const inTurn = createTurns(threads, { ms: PATIENCE_MS, over: () => new FormCheckTimeout() });
  const pool = new Piscina({
    filename: options.worker ?? new URL("./form-check-worker.ts", import.meta.url).href,
    name: "run",
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? HEAP_MB },
  });
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  // a form is large and always the same: a thread is told it once
  const numbers = new WeakMap<FormDefinition, number>();
  let last = 0;
  const numberOf = (form: FormDefinition): number => {
    let number = numbers.get(form);
    if (number === undefined) numbers.set(form, (number = last += 1));
    return number;
  };
  const run = async (requests: FormCheckRequest[]): Promise<FormCheckResult[]> => {
    const ordered = (withText: boolean): FormCheckOrder[] =>
      requests.map(({ form, ...rest }) => ({
        ...rest,
        form: numberOf(form),
        text: withText ? JSON.stringify(form) : null,
      }));
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), deadlineMs);
    const asked = async (withText: boolean): Promise<FormCheckResult[] | null> =>
      (await pool.run(ordered(withText), { signal: abort.signal })) as FormCheckResult[] | null;
    try {
      const results = (await asked(false)) ?? (await asked(true));
      if (results === null) throw new Error("The check of a form does not know its form.");
      return results;
    } catch (error) {
      if (abort.signal.aborted) throw new FormCheckTimeout();
      if ((error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY") throw new FormCheckMemory();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  const checkAll = (requests: FormCheckRequest[]): Promise<FormCheckResult[]> => inTurn(() => run(requests));
  return {
    checkAll,
    async check(request) {
      const [result] = await checkAll([request]);
      if (result === undefined) throw new Error("The check of a form answered nothing.");
      return result;
    },
    close: () => pool.destroy(),
  };
}
