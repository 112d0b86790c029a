import { AppError } from "../errors.ts";
import { emptyText, tooLargeText, wrongTypeText } from "./texts.ts";

/** More bytes than allowed: 413. */
export class FileTooLargeError extends AppError {
  constructor(maxBytes: number) {
    super({ code: "file-too-large", status: 413, detail: tooLargeText(maxBytes), data: { maxBytes } });
  }
}

/** The bytes show a type that is not allowed here: 415. `data.found` is what they show. */
export class FileTypeError extends AppError {
  constructor(found: string, accept: readonly string[]) {
    super({
      code: "file-type",
      status: 415,
      detail: wrongTypeText(found, accept),
      data: { found, accept: [...accept] },
    });
  }
}

/** No bytes at all: 422. */
export class FileEmptyError extends AppError {
  constructor() {
    super({ code: "file-empty", status: 422, detail: emptyText });
  }
}
