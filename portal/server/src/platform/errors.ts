/** Errors people can act on: a class with a code and data; mapped once to RFC 9457 problem details. */
import type { Text } from "./text.ts";

export interface FieldProblem {
  /** JSON pointer into the request body, e.g. `/data/premises/area`. */
  pointer: string;
  code: string;
  detail: Text;
}

export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: Text;
  readonly data: Record<string, unknown>;
  readonly fields: FieldProblem[];
  constructor(options: {
    code: string;
    status: number;
    detail: Text;
    data?: Record<string, unknown>;
    fields?: FieldProblem[];
  }) {
    super(options.detail.en);
    this.name = new.target.name;
    this.code = options.code;
    this.status = options.status;
    this.detail = options.detail;
    this.data = options.data ?? {};
    this.fields = options.fields ?? [];
  }
}

/** Bad input: 422 with the fields named. */
export class InvalidError extends AppError {
  constructor(detail: Text, fields: FieldProblem[] = [], code = "invalid") {
    super({ code, status: 422, detail, fields });
  }
}

/** A form's error as a problem of the request: `members[0].name` stands at `/data/members/0/name`. */
export function fieldProblem(
  error: { path: string; code: string; message: Text },
  base = "/data",
): FieldProblem {
  const pointer = `${base}/${error.path.replace(/[.[\]]+/g, "/").replace(/\/$/, "")}`;
  return { pointer, code: error.code, detail: error.message };
}

export class NotFoundError extends AppError {
  constructor(detail: Text, code = "not-found") {
    super({ code, status: 404, detail });
  }
}

/** Allowed to know that it exists, not to do this: names the missing right. */
export class ForbiddenError extends AppError {
  constructor(detail: Text, code = "forbidden") {
    super({ code, status: 403, detail });
  }
}

/** Someone else changed it first; `data.current` is what stands now. */
export class ConflictError extends AppError {
  constructor(detail: Text, data: Record<string, unknown> = {}, code = "conflict") {
    super({ code, status: 409, detail, data });
  }
}

/** The rules of the domain forbid this step in this state. */
export class StateError extends AppError {
  constructor(detail: Text, data: Record<string, unknown> = {}, code = "state") {
    super({ code, status: 409, detail, data });
  }
}
