/** What mail and text messages say: templates of the content, a link, and no personal data. */
import type { Language, Text } from "../../platform/text.ts";
import { fill, type MessageValues } from "../fill.ts";
import type { MessageContent } from "../workers.ts";
import { channelTexts } from "./texts.ts";

export type ChannelTemplate = "act" | "progress" | "service" | "digest" | "guest" | "code";

export interface Composed {
  subject: string;
  text: string;
}

/** @throws Error where the content lacks the template: the message waits until it is there. */
export function compose(
  content: MessageContent,
  template: ChannelTemplate,
  language: Language,
  values: MessageValues,
): Composed {
  const found = content.messageTemplate(`channel-${template}`);
  if (found === null) throw new Error(channelTexts.noTemplate(`channel-${template}`).en);
  const say = (text: Text): string => fill(text, values)[language];
  return { subject: say(found.title).replace(/[\r\n]+/g, " "), text: say(found.body) };
}

/** The whole address of a place in the web app, in the reader's language. */
export function placeLink(publicUrl: string, language: Language, href: string): string {
  if (/^https?:/.test(href)) return href;
  return `${publicUrl}${language === "en" && !/^\/en(\/|$)/.test(href) ? "/en" : ""}${href}`;
}
