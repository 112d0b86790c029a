import { defineTexts } from "../../shared/i18n/texts.ts";

export const formPageTexts = defineTexts({
  fieldInfo: { zh: "谁读取当前字段", en: "Who reads this field" },
  restored: {
    zh: "已恢复本机上 {at} 没有保存的内容",
    en: "Restored what was not saved on this device at {at}",
  },
  serverErrors: { zh: "已保存。还有 {n} 处需要修改。", en: "Saved. {n} {n?thing:things} to fix." },
});
