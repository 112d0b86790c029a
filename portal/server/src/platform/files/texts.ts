import type { Text } from "../text.ts";

export function tooLargeText(maxBytes: number): Text {
  const size =
    maxBytes >= 1_048_576 ? `${Math.floor(maxBytes / 1_048_576)} MB` : `${Math.floor(maxBytes / 1024)} KB`;
  return {
    zh: `文件超过 ${size}，请压缩后再上传。`,
    en: `The file is larger than ${size}. Make it smaller and upload it again.`,
  };
}

export function wrongTypeText(found: string, accept: readonly string[]): Text {
  const wanted = accept.map((type) => SHORT[type] ?? type);
  return {
    zh: `文件内容是 ${SHORT[found] ?? found}，这里只接受 ${wanted.join("、")}。`,
    en: `The file's content is ${SHORT[found] ?? found}; only ${wanted.join(", ")} can be used here.`,
  };
}

export const emptyText: Text = { zh: "文件是空的。", en: "The file is empty." };
export const noFileText: Text = { zh: "找不到该文件。", en: "There is no such file." };

const SHORT: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPG",
  "image/png": "PNG",
  "image/webp": "WebP",
  "text/plain": "TXT",
};
