/** What can go wrong between browser and server. */
import type { Problem } from "@onewindow/server/api";
import type { Language } from "../i18n/language.ts";
import { uiTexts } from "../ui/texts.ts";

/** The server refused; `problem` says what, in the caller's language. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail === "" ? problem.title : problem.detail);
    this.name = "ApiError";
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

/** The server was not reached; nothing is known to have changed. The message says so in the page's language. */
export class OfflineError extends Error {
  constructor(language: Language, cause: unknown) {
    super(uiTexts.offline[language], { cause });
    this.name = "OfflineError";
  }
}

export function isConflict(error: unknown): error is ApiError {
  return (
    error instanceof ApiError && (error.status === 409 || error.status === 412) && error.code === "conflict"
  );
}

/** Reads a problem document; an answer without one becomes a problem of its own. */
export function toProblem(status: number, body: unknown, requestId: string | null): Problem {
  const given = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  return {
    ...given,
    type: given.type ?? "about:blank",
    title: given.title ?? `HTTP ${status}`,
    status,
    code: given.code ?? `http-${status}`,
    detail: given.detail ?? "",
    requestId: given.requestId ?? requestId ?? "",
  };
}
