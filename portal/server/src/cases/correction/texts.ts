import type { Text } from "../../platform/text.ts";

export const correctionTexts = {
  waiting: { zh: "等补正", en: "corrections due" },
  law: {
    zh: "《行政许可法》第三十二条第一款第四项",
    en: "Administrative Licensing Law, art. 32(1)(4)",
  },
  sent: (name: Text, n: number): Text => ({
    zh: `${name.zh}：一次性告知补正 ${n} 处，核验计时暂停`,
    en: `${name.en}: told once of ${n} ${n === 1 ? "point" : "points"} to correct; its check rests`,
  }),
  handedIn: (n: number): Text => ({
    zh: `补正 ${n} 处已收到`,
    en: n === 1 ? "1 corrected point received" : `${n} corrected points received`,
  }),
  complete: (name: Text): Text => ({
    zh: `${name.zh}：补正齐全，只就补交内容重新核验 5 个工作日`,
    en: `${name.en}: all points are in; a new check of 5 working days begins, for what was supplied only`,
  }),
  lapsed: (name: Text): Text => ({
    zh: `${name.zh}：期满未补正，退件`,
    en: `${name.en}: nothing supplied in time, the item has lapsed`,
  }),
  lapsedReason: {
    zh: "补正期限内没有补齐全部内容，申请退回；可以重新申报，已填内容仍可取用。",
    en: "Not every point was supplied in time, so the application of this item is sent back. You may apply again; what you entered can be used again.",
  },
  noCorrection: { zh: "没有这次补正，或不属于您。", en: "There is no such correction, or it is not yours." },
  over: {
    zh: "这次补正已经结束，不能再改。",
    en: "This correction is over; nothing can be changed any more.",
  },
  pointOver: (label: Text): Text => ({
    zh: `“${label.zh}”已经递交，不能再改。`,
    en: `“${label.en}” has been handed in and can no longer change.`,
  }),
  notOpen: (path: string): Text => ({
    zh: `“${path}”不在补正范围内，不能修改。`,
    en: `“${path}” is not part of this correction and cannot be changed.`,
  }),
  unknownPoint: { zh: "没有这一处补正。", en: "There is no such point." },
  nothing: { zh: "请选择要递交的补正内容。", en: "Choose what you hand in." },
  unanswered: (label: Text): Text => ({
    zh: `“${label.zh}”还没有改，也没有说明。`,
    en: `“${label.en}” is neither changed nor explained.`,
  }),
  wrong: { zh: "有内容需要修改。", en: "Some answers need to be changed." },
  changed: {
    zh: "内容已在别处更改，请刷新后再试。",
    en: "This was changed elsewhere; load it again and repeat.",
  },
  needsKey: { zh: "递交需要 Idempotency-Key。", en: "Handing in needs an Idempotency-Key." },
  todo: (n: number): Text => ({
    zh: `补正 ${n} 处`,
    en: n === 1 ? "Correct 1 point" : `Correct ${n} points`,
  }),
  todoDetail: (who: Text, n: number, due: string): Text => ({
    zh: `${who.zh}等您补正 ${n} 处，${due} 前`,
    en: `${who.en} waits for you: ${n} ${n === 1 ? "point" : "points"} by ${due}`,
  }),
  now: (n: number, due: string): Text => ({
    zh: `等您补正 ${n} 处，${due} 前；核验计时暂停`,
    en: `Waits for you: ${n} ${n === 1 ? "point" : "points"} by ${due}; the check rests`,
  }),
  messageTitle: (n: number): Text => ({
    zh: `需要补正 ${n} 处，一次告知`,
    en: n === 1 ? "1 point to correct" : `${n} points to correct, told once`,
  }),
  messageBody: (title: Text, due: string): Text => ({
    zh: `“${title.zh}”需要补正，请在 ${due} 17:30 前递交；只开放列出的内容，可以分次递交。`,
    en: `“${title.en}” needs corrections by ${due}, 17:30. Only what is listed is open; you may hand in part by part.`,
  }),
  reminderTitle: (left: number): Text => ({
    zh: left === 0 ? "补正今天到期" : `补正还剩 ${left} 个工作日`,
    en:
      left === 0
        ? "Your corrections are due today"
        : `${left} working ${left === 1 ? "day" : "days"} left to correct`,
  }),
  reminderBody: (open: number, due: string): Text => ({
    zh: `还有 ${open} 处没有递交，${due} 17:30 期满；逾期退件。`,
    en: `${open} ${open === 1 ? "point is" : "points are"} not handed in yet; the time ends on ${due}, 17:30, and the items then lapse.`,
  }),
} as const;

/** Faults of points as officials write them. */
export const pointTexts = {
  needsPoints: (name: Text): Text => ({
    zh: `${name.zh}：要补正的，至少写明一处。`,
    en: `${name.en}: to ask for a correction, give at least one point.`,
  }),
  problem: { zh: "写明哪里不对。", en: "Say what is wrong." },
  ask: { zh: "写明怎样补正。", en: "Say what to do." },
  basis: { zh: "写明依据。", en: "Give the legal basis." },
  target: {
    zh: "只能要求本事项读取的字段或使用的材料。",
    en: "Only a field that this item reads or a document that it uses may be asked for.",
  },
  mark: {
    zh: "标记不在这份材料上，或所在的文件已经更换。",
    en: "The mark is not on this document, or the document has been replaced since.",
  },
  twice: { zh: "同一内容已经列出一处。", en: "This is listed once already." },
  notFirst: {
    zh: "再次告知只能列第一次告知书里的内容，不能提新问题。",
    en: "A later notice may only repeat points of the first one; nothing new may be asked.",
  },
  recheck: {
    zh: "补正后的核验只看补交的内容：受理，或再次告知其中没有补好的。",
    en: "The check after a correction is about what was supplied only: accept, or repeat what is still not right.",
  },
  notOpen: {
    zh: "该事项已有结论或已告知过，不能再列入。",
    en: "This item has its verdict or was told of its points already.",
  },
  dropped: (label: Text): Text => ({
    zh: `部门要求的“${label.zh}”不能漏掉；刚收到新的意见，请刷新后再发。`,
    en: `“${label.en}” was asked for by its department and may not be left out. If it has only just come in, load the page again.`,
  }),
  empty: { zh: "没有可以告知的内容。", en: "There is nothing to tell." },
} as const;
