import { z } from "zod";
import { instant, text } from "../platform/api.ts";

/** GET /messages?view=todo|news; POST /messages/:id/read; SSE /events pushes `message`, `task`, `case` hints */
export const message = z.object({
  id: z.string(),
  kind: z.enum(["todo", "news"]),
  at: instant,
  title: text,
  body: text,
  href: z.string(),
  read: z.boolean(),
  caseNo: z.string().nullable(),
});
export const messageList = z.object({ rows: z.array(message), unread: z.number() });
export type Message = z.infer<typeof message>;
/** Events of GET /events (text/event-stream): what changed, never the content itself. */
export const liveEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("case"), no: z.string() }),
  z.object({ kind: z.literal("draft"), key: z.string() }),
  z.object({ kind: z.literal("presence"), place: z.string() }),
  z.object({ kind: z.literal("tasks") }),
  z.object({ kind: z.literal("task"), id: z.string() }),
  z.object({ kind: z.literal("message"), unread: z.number() }),
  z.object({ kind: z.literal("clock"), serverTime: instant }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
export type MessageList = z.infer<typeof messageList>;
