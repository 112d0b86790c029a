import { defineTexts } from "../../shared/i18n/texts.ts";

export const formPageTexts = defineTexts({
  editor: { zh: "{name}（{at}）", en: "{name} ({at})" },
  restored: {
    zh: "已恢复本机上 {at} 没有保存的内容",
    en: "Restored what was not saved on this device at {at}",
  },
});
