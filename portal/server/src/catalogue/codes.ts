/**
 * Codes with check characters: unified social credit codes (GB 32100-2015), implementation codes of items
 * (GB/T 39554.1), type codes of licences, check digits of licence numbers (GB/T 17710, ISO 7064 MOD 11,10).
 */
const CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/;

/** The 18th character of a unified social credit code: weights 3^i mod 31. Null when the 17 before it are malformed. */
export function creditCodeCheck(first17: string): string | null {
  if (!CREDIT_CODE.test(`${first17}0`)) return null;
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += CREDIT_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31] ?? null;
}

/** True for 18 characters whose check character is right. */
export function isCreditCode(code: string): boolean {
  return CREDIT_CODE.test(code) && creditCodeCheck(code.slice(0, 17)) === code[17];
}

/** 事项类型 of the basic code, by its two digits. */
export const itemKinds: Readonly<Record<string, { zh: string; en: string }>> = {
  "01": { zh: "行政许可", en: "Administrative licence" },
  "02": { zh: "行政处罚", en: "Administrative penalty" },
  "03": { zh: "行政强制", en: "Administrative coercion" },
  "04": { zh: "行政征收", en: "Administrative levy" },
  "05": { zh: "行政给付", en: "Administrative payment" },
  "06": { zh: "行政检查", en: "Administrative inspection" },
  "07": { zh: "行政确认", en: "Administrative confirmation" },
  "08": { zh: "行政奖励", en: "Administrative award" },
  "09": { zh: "行政裁决", en: "Administrative ruling" },
  "10": { zh: "其他行政权力", en: "Other administrative power" },
  "20": { zh: "公共服务", en: "Public service" },
};

export interface ItemCode {
  /** Unified social credit code of the organ. */
  organ: string;
  /** 1 state, 2 province, 3 city, 4 county, 5 town, 6 village. */
  level: string;
  /** Basic code of 12 digits: province 2, kind 2, department 2, main item 3, sub-item 3. */
  basic: string;
  kind: string;
}

export type CodeProblem = "length" | "credit-code" | "level" | "basic" | "kind";

/** Reads an implementation code (实施编码) of 31 characters: 18 organ + 1 level + 12 basic code. */
export function readItemCode(code: string): ItemCode | CodeProblem {
  if (code.length !== 31) return "length";
  const organ = code.slice(0, 18);
  if (!isCreditCode(organ)) return "credit-code";
  const level = code.slice(18, 19);
  if (!/^[1-6]$/.test(level)) return "level";
  const basic = code.slice(19);
  if (!/^\d{12}$/.test(basic)) return "basic";
  const kind = basic.slice(2, 4);
  return Object.hasOwn(itemKinds, kind) ? { organ, level, basic, kind } : "kind";
}

/** A licence type code: 18 characters of the compiling body and 3 of the type. */
export function licenceTypeCodeProblem(code: string): CodeProblem | null {
  if (code.length !== 21) return "length";
  if (!isCreditCode(code.slice(0, 18))) return "credit-code";
  return /^\d{3}$/.test(code.slice(18)) ? null : "basic";
}

/** Check digit of a licence number by ISO 7064 MOD 11,10 over its digits, as GB/T 17710 says. */
export function mod1110(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/**
 * The number printed on a licence, after the pattern of its type: `{serial:6}` the serial with leading zeros, `{year}`,
 * `{check}` the check digit over all digits before it, and the given facts (`{uscc}`, `{idNumber}`).
 */
export function licenceNumber(
  pattern: string,
  values: { serial: number; year: number; facts?: Readonly<Record<string, string>> },
): string {
  const filled = pattern.replace(/\{(\w+)(?::(\d+))?\}/g, (whole, name: string, width?: string) => {
    if (name === "serial") return String(values.serial).padStart(Number(width ?? 1), "0");
    if (name === "year") return String(values.year);
    if (name === "check") return whole;
    return values.facts?.[name] ?? "";
  });
  const [body = "", ...rest] = filled.split("{check}");
  return rest.length === 0 ? body : body + mod1110(body.replace(/\D/g, "")) + rest.join("");
}
