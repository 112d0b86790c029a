import { defineTexts } from "../../shared/i18n/texts.ts";

export const draftTexts = defineTexts({
  myCases: { zh: "我的办件", en: "My cases" },
  draftOf: { zh: "{name}（草稿）", en: "{name} (draft)" },
  partOf: { zh: "第 {n} 部分，共 {total} 部分", en: "Part {n} of {total}" },
  backToList: { zh: "返回清单", en: "Back to the list" },
  saveNext: { zh: "保存，下一部分", en: "Save, next part" },
  parts: { zh: "各部分", en: "Parts" },
  completed: { zh: "已完成", en: "Completed" },
  incomplete: { zh: "没填完", en: "Incomplete" },
  incompleteLeft: { zh: "没填完，还差 {n} 处", en: "Incomplete, {n} left" },
  notStarted: { zh: "还没开始", en: "Not started" },
  problem: { zh: "有问题", en: "Problem" },
  finishFirst: { zh: "先完成 {parts}", en: "First complete {parts}" },
  joiner: { zh: "、", en: ", " },
  locked: { zh: "先完成前面的部分", en: "Cannot start yet" },
});
