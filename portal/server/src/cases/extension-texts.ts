import type { Text } from "../platform/text.ts";

export const extensionTexts = {
  notHandling: {
    zh: "现在没有办理期限在走，不能延期。",
    en: "No handling limit runs now; it cannot be extended.",
  },
  none: { zh: "这个事项依法不能延期。", en: "The law allows no extension of this item." },
  once: { zh: "期限只能延长一次，已经延过。", en: "The limit can be extended once, and it has been." },
  asked: { zh: "延期申请正在审批。", en: "An extension has been asked for and waits for the head." },
  tooLate: (due: string): Text => ({
    zh: `期限已于 ${due} 届满，延期须在到期前提出和批准。`,
    en: `The limit ended on ${due}; an extension must be asked for and approved before.`,
  }),
  own: {
    zh: "自己提出的延期不能自己批准，须由另一位负责人审批。",
    en: "Nobody approves an extension they asked for; another head must.",
  },
  askedEvent: (name: Text, days: number): Text => ({
    zh: `${name.zh}：申请延期 ${days} 个工作日`,
    en: `${name.en}: an extension of ${days} working days is asked for`,
  }),
  approvedEvent: (name: Text, days: number, until: string): Text => ({
    zh: `${name.zh}：经批准延长 ${days} 个工作日，法定到期日改为 ${until}`,
    en: `${name.en}: extended by ${days} working days; the legal limit now ends on ${until}`,
  }),
  refusedEvent: (name: Text): Text => ({
    zh: `${name.zh}：未批准延期`,
    en: `${name.en}: the extension was not approved`,
  }),
} as const;
