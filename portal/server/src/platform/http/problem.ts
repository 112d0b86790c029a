/** Errors become RFC 9457 problem details, here and nowhere else. */
import { z } from "zod";
import type { Problem } from "../api.ts";
import { AppError, InvalidError, type FieldProblem } from "../errors.ts";
import type { Language, Text } from "../text.ts";
import { platformTexts } from "../texts.ts";

const TITLES: Readonly<Record<number, Text>> = {
  400: { zh: "请求有误", en: "Bad request" },
  401: { zh: "需要登录", en: "Sign-in needed" },
  403: { zh: "没有权限", en: "Not allowed" },
  404: { zh: "未找到", en: "Not found" },
  409: { zh: "内容已变化", en: "Conflict" },
  413: { zh: "内容过大", en: "Too large" },
  415: { zh: "类型不支持", en: "Type not supported" },
  422: { zh: "内容需要修改", en: "Not valid" },
  428: { zh: "缺少版本号", en: "Version missing" },
  429: { zh: "操作过于频繁", en: "Too many requests" },
  500: { zh: "系统错误", en: "Server error" },
  503: { zh: "暂时无法服务", en: "Not available now" },
};
const OTHER: Text = { zh: "请求未完成", en: "Request failed" };

/** The problem as the caller reads it. What is not an AppError is ours: 500, without its message. */
export function problemOf(error: unknown, language: Language, requestId: string): Problem {
  const known = asAppError(error);
  const { status, code, detail, fields, data } = known;
  return {
    type: `urn:onewindow:problem:${code}`,
    title: (TITLES[status] ?? OTHER)[language],
    status,
    code,
    detail: detail[language],
    requestId,
    ...(fields.length > 0
      ? {
          errors: fields.map((field) => ({
            pointer: field.pointer,
            code: field.code,
            detail: field.detail[language],
          })),
        }
      : {}),
    ...(Object.keys(data).length > 0 ? { data } : {}),
  };
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const type = error instanceof Error && "type" in error ? String(error.type) : "";
  if (type === "entity.too.large")
    return new AppError({ code: "too-large", status: 413, detail: platformTexts.tooLarge });
  if (
    type.startsWith("entity.") ||
    type.startsWith("encoding.") ||
    type.startsWith("request.") ||
    type === "charset.unsupported"
  ) {
    return new AppError({ code: "bad-json", status: 400, detail: platformTexts.badJson });
  }
  // the router refuses a path with broken percent signs
  if (error instanceof URIError)
    return new AppError({ code: "not-found", status: 404, detail: platformTexts.notFound });
  return new AppError({ code: "internal", status: 500, detail: platformTexts.broken });
}

const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;

/** Checks one part of a request. Throws InvalidError whose pointers start with `at`. */
export function checkedPart<T>(
  schema: z.ZodType<T>,
  value: unknown,
  at: "" | "/query" | "/params",
  code: string,
): T {
  const result = schema.safeParse(value, { error: zh });
  if (result.success) return result.data;
  const english = schema.safeParse(value, { error: en });
  const fields = result.error.issues.map((issue, index): FieldProblem => {
    const path = issue.path.map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1"));
    const other = english.success ? undefined : english.error.issues[index];
    return {
      pointer: [at, ...path].join("/"),
      code: issue.code,
      detail: { zh: issue.message, en: other?.message ?? issue.message },
    };
  });
  throw new InvalidError(platformTexts.invalid, fields, code);
}
