import type { TextPair } from "./types.ts";

/** Error texts by code; `{label}`, `{limit}` are filled in. */
const texts: Record<string, TextPair> = {
  required: { zh: "请填写{label}", en: "Enter {label}" },
  "required-choice": { zh: "请选择{label}", en: "Choose {label}" },
  "required-file": { zh: "请上传{label}", en: "Upload {label}" },
  minLength: { zh: "{label}至少 {limit} 个字", en: "{label}: at least {limit} characters" },
  maxLength: { zh: "{label}最多 {limit} 个字", en: "{label}: at most {limit} characters" },
  min: { zh: "{label}不能小于 {limit}", en: "{label} must be {limit} or more" },
  max: { zh: "{label}不能大于 {limit}", en: "{label} must be {limit} or less" },
  pattern: { zh: "{label}的格式不对，请核对", en: "{label} is not in the right format" },
  mask: { zh: "{label}的格式不对，请核对", en: "{label} is not in the right format" },
  minSelectedCount: { zh: "{label}至少选 {limit} 项", en: "{label}: choose at least {limit}" },
  maxSelectedCount: { zh: "{label}最多选 {limit} 项", en: "{label}: choose at most {limit}" },
  invalid_email: {
    zh: "请填写正确的电子邮箱，例如 name@example.com",
    en: "Enter an e-mail address like name@example.com",
  },
  invalid_url: { zh: "请填写正确的网址", en: "Enter a full web address" },
  type: { zh: "{label}的内容类型不对", en: "{label} holds the wrong kind of value" },
  choice: { zh: "{label}：所选的不在选项之中", en: "{label}: the choice is not one of the options" },
  date: { zh: "{label}不是真实的日期", en: "{label} is not a real date" },
  time: { zh: "{label}不是真实的时间", en: "{label} is not a real time" },
  number: { zh: "{label}请填数字", en: "{label} must be a number" },
  tooLong: { zh: "{label}太长，最多 {limit} 个字", en: "{label} is too long: at most {limit} characters" },
  tooMany: { zh: "{label}太多，最多 {limit} 条", en: "{label}: at most {limit} entries" },
  file: { zh: "{label}：文件不是您上传的，请重新上传", en: "{label}: this file is not one of your uploads" },
  depth: { zh: "内容嵌套过深", en: "The data is nested too deeply" },
  invalid: { zh: "{label}请核对", en: "Check {label}" },
};

export function errorText(code: string, label: TextPair, limit?: unknown): TextPair {
  const text = texts[code] ?? texts["invalid"]!;
  const fill = (template: string, name: string) =>
    template.replace("{label}", name).replace("{limit}", String(limit ?? ""));
  return { zh: fill(text.zh, label.zh), en: fill(text.en, label.en) };
}
