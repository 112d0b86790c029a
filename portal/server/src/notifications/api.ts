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

const channelName = z.enum(["mail", "sms"]);
const eventChoice = z.object({ act: z.boolean(), progress: z.boolean() });
/** PUT /messages/settings */
export const settingsRequest = z.object({
  choices: z.object({ mail: eventChoice, sms: eventChoice }),
  /** Nothing from 21:00 to 08:00 but what is urgent. */
  quiet: z.boolean(),
  /** News once a day at 18:00. */
  digest: z.boolean(),
});
export type SettingsRequest = z.infer<typeof settingsRequest>;
const ownAddress = z.object({ masked: z.string(), account: z.boolean() }).nullable();
/** GET /messages/settings: of the person, in whatever capacity. Messages in the portal and service cannot be turned off. */
export const messageSettings = settingsRequest.extend({
  addresses: z.object({ mail: ownAddress, sms: ownAddress }),
  pending: z.object({ channel: channelName, masked: z.string(), until: instant }).nullable(),
  serviceReason: text,
});
export type MessageSettings = z.infer<typeof messageSettings>;
/** POST /messages/addresses: sends a code there; POST /messages/addresses/verify: the code */
export const addressRequest = z.object({ channel: channelName, address: z.string().max(200) });
export type AddressRequest = z.infer<typeof addressRequest>;
export const codeRequest = z.object({ code: z.string().max(20) });

/** GET /outbox: what goes out by mail and text message, newest first; addresses are masked. */
export const outboxMessage = z.object({
  id: z.string(),
  channel: channelName,
  state: z.enum(["waiting", "sent", "outbox", "dead"]),
  event: z.enum(["act", "progress", "service", "asked"]),
  to: z.string(),
  language: z.enum(["zh", "en"]),
  subject: z.string(),
  tries: z.number(),
  nextAt: instant.nullable(),
  error: z.string().nullable(),
  at: instant,
  doneAt: instant.nullable(),
});
export type OutboxMessage = z.infer<typeof outboxMessage>;
export const outboxPage = z.object({
  rows: z.array(outboxMessage),
  next: z.string().nullable(),
  /** Stops at 1,001. */
  dead: z.number(),
  /** Which channels are configured. */
  channels: z.object({ mail: z.boolean(), sms: z.boolean() }),
  /** Texts can be read here: a demo, where nothing leaves the house. */
  readable: z.boolean(),
});
export type OutboxPage = z.infer<typeof outboxPage>;
export const outboxText = z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string() });
export type OutboxText = z.infer<typeof outboxText>;
