import { defineTexts } from "../../shared/i18n/texts.ts";

export const deliveryTexts = defineTexts({
  cases: { zh: "我的办件", en: "My cases" },
  title: { zh: "结果怎样拿到", en: "How results come" },
  lead: {
    zh: "送出以前可以改；电子送达的，您查看以前也可以改。送达不影响办理期限。",
    en: "You may change this until a result is sent, or before you read an electronic one. It does not affect the time limit.",
  },
  way: { zh: "领取方式", en: "Way" },
  electronic: { zh: "电子证照，电子送达（您同意电子送达）", en: "Electronic, and you agree to be served so" },
  window: { zh: "综合窗口领取", en: "Collect at the Common Window" },
  post: { zh: "邮寄", en: "By post" },
  address: { zh: "邮寄地址", en: "Postal address" },
  save: { zh: "保存", en: "Save" },
  saved: { zh: "已保存。", en: "Saved." },
  items: { zh: "各事项", en: "Items" },
  back: { zh: "回到办件", en: "Back to the case" },
});
