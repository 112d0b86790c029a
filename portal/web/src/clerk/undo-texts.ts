import { defineTexts } from "../shared/i18n/texts.ts";

export const undoTexts = defineTexts({
  tookOne: { zh: "已取件", en: "Taken" },
  gaveBackOne: { zh: "已退回本组", en: "Given back" },
  points: { zh: "要补正的内容", en: "points to correct" },
  reason: { zh: "理由", en: "reason" },
  verdict: { zh: "意见", en: "verdict" },
  opinion: { zh: "意见", en: "opinion" },
  claim: { zh: "已取 {n} 件", en: "{n} taken" },
  release: { zh: "已退回本组 {n} 件", en: "{n} given back" },
  assign: { zh: "已指派 {n} 件", en: "{n} assigned" },
});
