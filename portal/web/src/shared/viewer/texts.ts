import { defineTexts } from "../i18n/texts.ts";

export const viewerTexts = defineTexts({
  viewer: { zh: "查看 {name}", en: "Viewing {name}" },
  page: { zh: "第 {n} / {total} 页", en: "Page {n} / {total}" },
  previous: { zh: "上一页", en: "Previous page" },
  next: { zh: "下一页", en: "Next page" },
  zoomIn: { zh: "放大", en: "Zoom in" },
  zoomOut: { zh: "缩小", en: "Zoom out" },
  rotate: { zh: "旋转", en: "Rotate" },
  open: { zh: "在新窗口打开", en: "Open in a new window" },
  cannotShow: { zh: "这种文件不能在这里显示", en: "This kind of file cannot be shown here" },
  failed: { zh: "文件没有打开，可能网络中断", en: "The file did not open; the network may have failed" },
  retry: { zh: "再试一次", en: "Try again" },
  text: { zh: "本页文字", en: "Text of this page" },
});
