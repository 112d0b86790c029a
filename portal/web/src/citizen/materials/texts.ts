import { defineTexts } from "../../shared/i18n/texts.ts";
import { uploadTexts } from "../../shared/upload/texts.ts";

export const materialTexts = defineTexts({
  hint_blurred: {
    zh: "“{name}”看上去不清楚。已照常上传；请打开看看，必要时重拍。",
    en: "“{name}” looks blurred. It is uploaded all the same; look at it and take it again if need be.",
  },
  hint_blank: {
    zh: "“{name}”看上去是空白的。已照常上传；请打开看看，是否拍错了页。",
    en: "“{name}” looks blank. It is uploaded all the same; look whether it is the right page.",
  },
  hintClose: { zh: "知道了", en: "I see" },
  ...uploadTexts,
  lead: {
    zh: "一份材料用于几项，只交一次。需要 {n} 份：",
    en: "One file serves all approvals that need it. {n} needed:",
  },
  countFound: { zh: "系统已找到", en: "found" },
  countUploaded: { zh: "您已交", en: "given by you" },
  countMissing: { zh: "还差", en: "still missing" },
  countWay: { zh: "途中生成或承诺代替", en: "made on the way or replaced" },
  hands: { zh: "要您动手 {n} 份", en: "Up to you: {n}" },
  nothingLeft: { zh: "没有要您动手的材料", en: "Nothing is left for you here" },
  found: { zh: "系统已找到 {n} 份", en: "Found: {n}" },
  foundHint: { zh: "不用上传，发现不对可以报错", en: "no upload needed" },
  usedFor: { zh: "用于 {items}", en: "for {items}" },
  optional: { zh: "可选", en: "optional" },
  trust: { zh: "可信 {level} 级", en: "trust level {level}" },
  upload: { zh: "上传", en: "Upload" },
  addMore: { zh: "再加一个", en: "Add another" },
  reuse: { zh: "用这份证照", en: "Use this licence" },
  reuseOffer: { zh: "您有：{label}", en: "You hold: {label}" },
  dropReuse: { zh: "不用这份，改为上传", en: "Do not use it, upload instead" },
  uploadedAt: { zh: "上传", en: "Uploaded" },
  checked: { zh: "检查", en: "Scan" },
  scanClean: { zh: "没有病毒", en: "no virus found" },
  scanNone: { zh: "未配置病毒检查，审查人员会看到提示", en: "no scanner configured; reviewers are told" },
  whoReads: { zh: "谁会看", en: "Read by" },
  chooseFile: { zh: "选“查看”，文件在这里打开", en: "Choose “View”: the file opens here" },
  left: { zh: "还差 {n} 份；可以先去填别的部分", en: "{n} missing; you can fill in other parts first" },
  sample: { zh: "样例", en: "Sample" },
  joiner: { zh: "、", en: ", " },
  mayFollow: {
    zh: "暂时没有的，可以承诺受理后 {n} 个工作日内补交",
    en: "if you do not have it yet, you may promise it within {n} working days after acceptance",
  },
});
