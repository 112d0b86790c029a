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
  late: {
    open: {
      event: (name: Text, due: string): Text => ({
        zh: `告知承诺核查超期：${name.zh}，应在 ${due} 前核查`,
        en: `Late check of an undertaking: ${name.en}, was due by ${due}`,
      }),
      head: (name: Text, no: string, due: string): Text => ({
        zh: `“${name.zh}”按告知承诺准予，应在 ${due} 前完成核查，请督促核查。办件 ${no}。`,
        en: `“${name.en}” was granted on an undertaking; the check was due by ${due}. Please see to it. Case ${no}.`,
      }),
    },
    "to-correct": {
      event: (name: Text, due: string): Text => ({
        zh: `告知承诺改正期限已过：${name.zh}，应在 ${due} 前改正`,
        en: `The time to put an undertaking right is over: ${name.en}, was due by ${due}`,
      }),
      head: (name: Text, no: string, due: string): Text => ({
        zh: `“${name.zh}”的改正期限 ${due} 已过，请再次核查：已改正的作出符合结论，未改正的依法撤销许可并记入承诺信用。办件 ${no}。`,
        en: `The time to put “${name.en}” right ended on ${due}. Please check again: kept, or revoked and entered as a broken promise. Case ${no}.`,
      }),
      applicant: (name: Text): Text => ({
        zh: `“${name.zh}”的改正期限已过，部门将再次核查。仍与承诺不符的，撤销许可，并在信用修复前不能再用容缺受理和告知承诺。`,
        en: `The time to put “${name.en}” right is over; the office checks again. If it still does not match the undertaking, the grant is revoked, and neither supplying later nor undertakings are open to you until credit is repaired.`,
      }),
    },
  },
  daysTooMany: (days: number): Text => ({
    zh: `改正期限最长 ${days} 个工作日，不超过这个事项的核查时限。`,
    en: `At most ${days} working days to put it right, no more than this item's time for the check.`,
  }),
  daysMissing: {
    zh: "限期改正须写明改正期限。",
    en: "Say within how many working days it must be put right.",
  },
  onceOnly: {
    zh: "已经限期改正过一次，现在须作出符合或撤销的结论。",
    en: "It was to be put right once already; now it is kept or revoked.",
  },
} as const;
