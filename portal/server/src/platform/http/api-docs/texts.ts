/** Texts of the API page. Summaries of routes are in English, as the document they come from. */
import type { Text } from "../../text.ts";

const of = (zh: string, en: string): Text => ({ zh, en });

export const docsTexts = {
  title: of("接口说明", "The API"),
  intro: of(
    "本页由服务器正在运行的接口定义生成，与实际检查请求的规则一致；机器可读的版本（OpenAPI 3.1）：",
    "Made of the definitions this server checks requests by. For machines, as OpenAPI 3.1:",
  ),
  start: of("先登录", "Sign in first"),
  session: of(
    "登录后得到会话 Cookie 和 csrfToken；除注明“任何人”的以外都要会话。",
    "Signing in answers a session cookie and a csrfToken; all routes but those marked “anyone” need the session.",
  ),
  csrf: of(
    "改动数据的请求带上 X-CSRF-Token：登录时得到的 csrfToken。",
    "Requests that change something carry X-CSRF-Token: the csrfToken of the sign-in.",
  ),
  versions: of(
    "标有 If-Match 的写入带上读到的版本（ETag）；别人先改了，回答 409 和差异。",
    "Writes with If-Match carry the version read (its ETag); when somebody was quicker the answer is 409 with what changed.",
  ),
  keys: of(
    "标有 Idempotency-Key 的请求可以安全地重发：同一个键只生效一次。",
    "Requests with Idempotency-Key may be sent again: one key takes effect once.",
  ),
  languages: of(
    "Accept-Language（zh、en）决定提示的语言；Text 是 { zh, en }。",
    "Accept-Language (zh, en) decides the language of messages; Text is { zh, en }.",
  ),
  types: of(
    "instant 是带时区的时刻（ISO 8601），date 是日期（2026-03-02）。",
    "instant is a moment with its offset (ISO 8601), date a day (2026-03-02).",
  ),
  problems: of("出错时", "When something is wrong"),
  problemsSay: of(
    "回答是 RFC 9457 的 problem+json：code 供程序判断，detail 给人看，errors 指出字段。",
    "The answer is problem+json (RFC 9457): code is for programs, detail for people, errors name the fields.",
  ),
  areas: of("各部分", "Areas"),
  anyone: of("任何人", "Anyone"),
  signedIn: of("登录后", "Signed in"),
  parameters: of("参数", "Parameters"),
  name: of("名称", "Name"),
  place: of("位置", "In"),
  type: of("类型", "Type"),
  need: of("必需", "Needed"),
  needed: of("必需", "yes"),
  body: of("请求", "Request"),
  answer: of("回答", "Answer"),
};
