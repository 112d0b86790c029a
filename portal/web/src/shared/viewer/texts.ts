import { defineTexts } from "../i18n/texts.ts";

export const viewerTexts = defineTexts({
  viewer: { zh: "查看 {name}", en: "Viewing {name}" },
  page: { zh: "第 {n} / {total} 页", en: "Page {n} / {total}" },
  goTo: { zh: "转到第几页，共 {total} 页", en: "Go to page, of {total}" },
  previous: { zh: "上一页", en: "Previous page" },
  next: { zh: "下一页", en: "Next page" },
  zoomIn: { zh: "放大", en: "Zoom in" },
  zoomOut: { zh: "缩小", en: "Zoom out" },
  rotate: { zh: "旋转", en: "Rotate" },
  keys: {
    zh: "快捷键：[ ] 或 PageUp PageDown 翻页，Home End 首末页，+ - 缩放，0 适合宽度，R 旋转",
    en: "Keys: [ ] or PageUp PageDown turn pages, Home and End go to the ends, + - zoom, 0 fits the width, R rotates",
  },
  open: { zh: "在新窗口打开", en: "Open in a new window" },
  opening: { zh: "正在打开 {name}…", en: "Opening {name} …" },
  cannotShow: { zh: "这种文件不能在这里显示", en: "This kind of file cannot be shown here" },
  network: { zh: "文件没有打开，可能网络中断", en: "The file did not open; the network may have failed" },
  locked: { zh: "这个 PDF 设了密码，打不开", en: "This PDF is locked with a password" },
  broken: { zh: "这个文件已损坏，打不开", en: "This file is broken and cannot be opened" },
  gone: {
    zh: "文件已不在，或不归您看",
    en: "The file is no longer there, or it is not yours to read",
  },
  pageFailed: {
    zh: "这一页画不出来；可以在新窗口打开",
    en: "This page cannot be drawn; open the file in a new window",
  },
  picture: {
    zh: "图片打不开，可能已损坏或网络中断",
    en: "The picture does not open; it may be broken, or the network failed",
  },
  retry: { zh: "再试一次", en: "Try again" },
  text: { zh: "本页文字", en: "Text of this page" },
  noText: {
    zh: "本页没有可读的文字，可能是扫描件",
    en: "This page has no text to read; it may be a scan",
  },
  watermark: { zh: "{name} {at} 查看", en: "viewed by {name} {at}" },
  compare: { zh: "对比", en: "Compare" },
  compareHint: { zh: "和更换前的文件并排看", en: "Beside the file that was there before" },
  before: { zh: "更换前：{name}", en: "Before: {name}" },
  now: { zh: "现在：{name}", en: "Now: {name}" },
  earlierFile: { zh: "更换前的文件", en: "File of before" },
  together: { zh: "一起翻页", en: "Turn pages together" },
});
