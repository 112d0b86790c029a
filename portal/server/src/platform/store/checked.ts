/** What may be written: a document that its own collection's schema allows. */
import { valuesAt } from "./filter.ts";
import type { CollectionDefinition, Stored } from "./port.ts";

/** A document that its own schema refuses: the programmer's fault, named with its place. */
export class DocumentError extends Error {
  readonly code = "store-document";
  constructor(collection: string, id: string, message: string) {
    super(`Collection "${collection}", document "${id}": ${message}`);
    this.name = "DocumentError";
  }
}

/** The document without id and version, as its schema gives it back. Throws DocumentError. */
export function checked<T extends object>(
  definition: CollectionDefinition<T>,
  document: T & { id: string },
): object {
  const { id, version: _version, ...rest } = document as T & Stored;
  if (typeof id !== "string" || id === "")
    throw new DocumentError(definition.name, String(id), "id must be a text");
  const result = definition.schema.safeParse(rest);
  if (!result.success) {
    const places = result.error.issues.map((issue) => `at /${issue.path.join("/")}: ${issue.message}`);
    throw new DocumentError(definition.name, id, places.join("; "));
  }
  for (const field of definition.unique.flat()) {
    if (field !== "id" && valuesAt(result.data, field).length === 0) {
      throw new DocumentError(definition.name, id, `at ${field}: a unique field is never null`);
    }
  }
  return result.data;
}
