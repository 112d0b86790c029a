import type { Text } from "../platform/text.ts";

const events = {
  ok: { zh: "告知承诺核查，符合承诺", en: "check of the undertaking: it is kept" },
  correct: { zh: "告知承诺核查，限期改正", en: "check of the undertaking: to be put right" },
  revoke: {
    zh: "告知承诺核查，承诺不实，撤销许可",
    en: "check of the undertaking: not kept, the grant is revoked",
  },
} satisfies Record<string, Text>;

export const checkTexts = {
  event: (name: Text, outcome: keyof typeof events): Text => ({
    zh: `${name.zh}：${events[outcome].zh}`,
    en: `${name.en}: ${events[outcome].en}`,
  }),
  needs: { zh: "限期改正", en: "Put something right" },
  needsDetail: (name: Text, due: string): Text => ({
    zh: `${name.zh}与承诺不符，请在 ${due} 前按通知书改正，部门会再次核查`,
    en: `${name.en} does not match your undertaking; put it right by ${due}, the office checks again`,
  }),
  pending: (due: string): Text => ({
    zh: `按告知承诺取得，部门将在 ${due} 前核查`,
    en: `Granted on your undertaking; the office checks it by ${due}`,
  }),
  kept: { zh: "按告知承诺取得，核查符合承诺", en: "Granted on your undertaking; the check found it kept" },
  revoked: { zh: "核查发现承诺不实，许可已撤销", en: "The undertaking was not kept; the grant is revoked" },
  daysMissing: {
    zh: "限期改正须写明改正期限。",
    en: "Say within how many working days it must be put right.",
  },
  onceOnly: {
    zh: "已经限期改正过一次，现在须作出符合或撤销的结论。",
    en: "It was to be put right once already; now it is kept or revoked.",
  },
} as const;
