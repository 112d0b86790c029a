import { z } from "zod";
import { text } from "../platform/api.ts";
import { defineCollection, type Stored } from "../platform/store/port.ts";

export const messageDocument = z.object({
  /** Whose it is: `person:<id>`, `enterprise:<id>` or `group:<department>:<role>`. */
  to: z.string(),
  kind: z.enum(["todo", "news"]),
  at: z.number(),
  title: text,
  body: text,
  /** Place in the web app that the message is about. */
  href: z.string(),
  caseNo: z.string().nullable(),
  /** Capacities that have read it: read state is per capacity. */
  readBy: z.array(z.string()),
  /** The same thing is told once. */
  key: z.string(),
});
export type MessageDocument = z.infer<typeof messageDocument>;
export type StoredMessage = MessageDocument & Stored;

export const messages = defineCollection<MessageDocument>({
  name: "messages",
  schema: messageDocument,
  indexes: [
    { fields: ["to", "kind", "at"] },
    { fields: ["to", "at"] },
    { fields: ["at"] },
    { fields: ["caseNo", "at"] },
    { fields: ["readBy"] },
  ],
  unique: [["key"]],
});
