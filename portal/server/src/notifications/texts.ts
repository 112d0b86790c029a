import type { Text } from "../platform/text.ts";

export const texts = {
  noMessage: { zh: "没有这条消息，或者它不是发给您的", en: "There is no such message, or it is not yours" },
  noTemplate: (id: string): Text => ({
    zh: `没有消息模板“${id}”，请在内容里补上`,
    en: `There is no message template “${id}”: add it to the content`,
  }),
  noFacts: { zh: "没有办件，无法发消息", en: "There is no case to send a message about" },
} satisfies Record<string, Text | ((id: string) => Text)>;
