import { defineTexts } from "../i18n/texts.ts";

/** What is said of a file while it is sent, and when it cannot be. */
export const uploadTexts = defineTexts({
  uploading: { zh: "上传中 {n}%", en: "Uploading {n}%" },
  checking: { zh: "正在检查", en: "Checking" },
  failed: { zh: "没有传成：{why}", en: "Not uploaded: {why}" },
  failedNetwork: {
    zh: "网络中断，文件还在本页，可以再试",
    en: "the network failed; the file is still here, try again",
  },
  retry: { zh: "再试", en: "Retry" },
  cancel: { zh: "取消", en: "Cancel" },
  uploaded: { zh: "{name} 已上传", en: "{name} uploaded" },
  removed: { zh: "{name} 已删除", en: "{name} removed" },
  tooBig: { zh: "{name} 有 {size}，超过 {max}", en: "{name} has {size}, more than {max}" },
  wrongType: {
    zh: "{name} 的类型不收，请用 {types}",
    en: "{name} is of a type that is not accepted; use {types}",
  },
  accept: { zh: "{types}，每个不超过 {max}", en: "{types}, up to {max} each" },
  drop: { zh: "或把文件拖到这里", en: "or drop files here" },
  pages: { zh: "{n} 页", en: "{n} {n?page:pages}" },
  remove: { zh: "删除", en: "Remove" },
  view: { zh: "查看", en: "View" },
});
