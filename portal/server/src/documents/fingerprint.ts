import { createHash } from "node:crypto";

/** The text alone, without what only issuing brings: number, date, code. */
export function fingerprint(html: string): string {
  const text = html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/第[\d_]{6}号/g, "第号")
    .replace(/\d{4}(年\d{1,2}月\d{1,2}日|-\d{2}-\d{2})/g, "")
    .replace(/\/v\/d\/\w*/g, "")
    .replace(/\s+/g, "");
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
