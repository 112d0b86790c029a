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

/** What a thread is given: the form as JSON, which it parses once. */
export interface FormCheckOrder extends Omit<FormCheckRequest, "form"> {
  form: string;
}

/** Checks submissions against forms; never throws on bad data, only when its time or memory is used up. */
export interface FormCheck {
  check(request: FormCheckRequest): Promise<FormCheckResult>;
  /** Several parts in one go, with one deadline; the results in their order. */
  checkAll(requests: FormCheckRequest[]): Promise<FormCheckResult[]>;
  close(): Promise<void>;
}

/** From handing it over, waiting for a thread included. */
const DEADLINE_MS = 5_000;
const IDLE_MS = 60_000;
/** A form of 400 fields with 2 MB of data needs well under 64 MB. */
const HEAP_MB = 256;

/** A pool of threads that check forms; a check past its time or memory ends its thread, and the pool makes a new one. */
export function createFormCheck(
  options: { deadlineMs?: number; threads?: number; worker?: string; heapMb?: number } = {},
): FormCheck {
  const pool = new Piscina({
    filename: options.worker ?? new URL("./form-check-worker.ts", import.meta.url).href,
    name: "run",
    minThreads: 0,
    maxThreads: options.threads ?? 2,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? HEAP_MB },
  });
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  // a form is large and always the same: it goes as a text that is made once
  const texts = new WeakMap<FormDefinition, string>();
  const textOf = (form: FormDefinition): string => {
    let text = texts.get(form);
    if (text === undefined) texts.set(form, (text = JSON.stringify(form)));
    return text;
  };
  const checkAll = async (requests: FormCheckRequest[]): Promise<FormCheckResult[]> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), deadlineMs);
    const orders = requests.map((request): FormCheckOrder => ({ ...request, form: textOf(request.form) }));
    try {
      return (await pool.run(orders, { signal: abort.signal })) as FormCheckResult[];
    } catch (error) {
      if (abort.signal.aborted) throw new FormCheckTimeout();
      if ((error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY") throw new FormCheckMemory();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
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
