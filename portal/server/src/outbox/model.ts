import type { JsonValue } from "@onewindow/engine";
import { z } from "zod";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored } from "../platform/store/port.ts";

const json: z.ZodType<JsonValue> = z.json();

/** A command to the engine that must follow the commit it was written with, at least once. */
export const outboxDocument = z.object({
  kind: z.enum(["message", "start"]),
  /** Message name, or process id. */
  name: z.string(),
  /** Correlation key, or the case whose instance is started. */
  key: z.string(),
  messageId: z.string().nullable(),
  variables: z.record(z.string(), json),
  /** The run of the server that wrote it: a row of an earlier run may have been sent already. */
  run: z.string(),
  at: z.number(),
});
export type OutboxDocument = z.infer<typeof outboxDocument>;
export type OutboxRow = OutboxDocument & Stored;

export const outboxRows = defineCollection<OutboxDocument>({
  name: "engine-outbox",
  schema: outboxDocument,
  indexes: [{ fields: ["at"] }],
  unique: [],
});
