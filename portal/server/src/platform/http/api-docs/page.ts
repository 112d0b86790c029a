/** `GET /api/v1/docs`: the API for the people who program against it, made of the very document the server publishes. */
import type { Language } from "../../text.ts";
import { escapeHtml, type PlainPage } from "../plain-page.ts";
import { limitsText, schemaText, type JsonSchema } from "./schema-text.ts";
import { docsTexts } from "./texts.ts";

interface Body {
  content?: Record<string, { schema?: JsonSchema }>;
}
interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security?: unknown[];
  parameters?: { in: string; name: string; required?: boolean; schema: JsonSchema }[];
  requestBody?: Body;
  responses: Record<string, Body>;
}
/** What the page reads of an OpenAPI 3.1 document. */
export interface ApiDocument {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, JsonSchema> };
}
interface Route {
  method: string;
  path: string;
  operation: Operation;
}

export const docsCss = `
:root { --page-width: 1040px; }
h2 { font-size: 20px; line-height: 28px; margin: 32px 0 8px; }
h3 { font-size: 14px; line-height: 22px; margin: 12px 0 4px; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
nav a { display: inline-block; padding: 4px 12px; background: #fff; border: 1px solid #d9d9d9; border-radius: 16px; text-decoration: none; }
details { background: #fff; border: 1px solid #d9d9d9; border-radius: 8px; margin: 8px 0; }
summary { padding: 10px 16px; cursor: pointer; overflow-wrap: anywhere; }
summary code { font-weight: 600; }
.verb { display: inline-block; min-width: 64px; font: 600 13px/22px ui-monospace, Consolas, monospace; }
.says { display: block; color: #595959; font-size: 14px; line-height: 22px; }
.in { padding: 0 16px 12px; border-top: 1px solid #f0f0f0; }
code, pre { font: 13px/20px ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; }
pre { background: #f5f6f8; padding: 12px; margin: 4px 0; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 14px; line-height: 22px; }
th { text-align: left; font-weight: 600; } th, td { padding: 4px 16px 4px 0; vertical-align: top; overflow-wrap: anywhere; }
@media print { details { break-inside: avoid; } }
`;

/** @param document as `openApiDocument` makes it. @param url of this server, for the example. */
export function apiDocsPage(
  document: ApiDocument,
  url: string,
  language: Language,
): Pick<PlainPage, "title" | "main" | "css" | "language"> {
  const say = (key: keyof typeof docsTexts): string => escapeHtml(docsTexts[key][language]);
  const groups = Map.groupBy(routesOf(document), ({ operation }) => operation.tags[0] ?? "");
  const names = [...groups.keys()].sort();
  const problem = document.components?.schemas?.["Problem"];
  const main = `<h1>${say("title")}</h1>
<p>${say("intro")} <a href="openapi.json">openapi.json</a></p>
<h2 id="start">${say("start")}</h2>
<p>${say("session")}</p>
<pre tabindex="0">${escapeHtml(example(url))}</pre>
<ul><li>${say("csrf")}</li><li>${say("versions")}</li><li>${say("keys")}</li><li>${say("languages")}</li><li>${say("types")}</li></ul>
<h2 id="problems">${say("problems")}</h2>
<p>${say("problemsSay")}</p>${problem ? `<pre tabindex="0">${escapeHtml(schemaText(problem))}</pre>` : ""}
<nav aria-label="${say("areas")}"><h2>${say("areas")}</h2><ul>${names.map((name) => `<li><a href="#${name}">${name} (${groups.get(name)!.length})</a></li>`).join("")}</ul></nav>
${names
  .map(
    (name) =>
      `<section aria-labelledby="${name}"><h2 id="${name}">${name}</h2>${groups
        .get(name)!
        .map((route) => routeHtml(route, say))
        .join("\n")}</section>`,
  )
  .join("\n")}`;
  return { language, title: docsTexts.title[language], css: docsCss, main };
}

const routesOf = ({ paths = {} }: ApiDocument): Route[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

function routeHtml({ method, path, operation }: Route, say: (key: keyof typeof docsTexts) => string): string {
  const right =
    operation.security === undefined
      ? say("anyone")
      : operation.description === undefined
        ? say("signedIn")
        : escapeHtml(operation.description);
  const sections = [
    parametersHtml(operation.parameters ?? [], say),
    bodyHtml(say("body"), operation.requestBody),
    ...Object.entries(operation.responses)
      .filter(([status]) => status !== "default")
      .map(([status, body]) => bodyHtml(`${say("answer")} ${status}`, body)),
  ];
  return `<details id="${operation.operationId}"><summary><span class="verb">${method.toUpperCase()}</span><code>${escapeHtml(path)}</code><span class="says" lang="en">${escapeHtml(operation.summary)}</span></summary><div class="in"><p class="note">${right}</p>${sections.join("")}</div></details>`;
}

function parametersHtml(
  parameters: NonNullable<Operation["parameters"]>,
  say: (key: keyof typeof docsTexts) => string,
): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(place)}</td><td><code>${escapeHtml(schemaText(schema))}</code> ${escapeHtml(limitsText(schema))}</td><td>${required === true ? say("needed") : ""}</td></tr>`,
  );
  return `<h3>${say("parameters")}</h3><table><thead><tr><th>${say("name")}</th><th>${say("place")}</th><th>${say("type")}</th><th>${say("need")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function bodyHtml(title: string, body: Body | undefined): string {
  const kinds = Object.entries(body?.content ?? {});
  if (kinds.length === 0) return body === undefined ? "" : `<h3>${title}</h3>`;
  return kinds
    .map(
      ([media, { schema }]) =>
        `<h3>${title} <code>${escapeHtml(media)}</code></h3>${media === "application/json" && schema ? `<pre tabindex="0">${escapeHtml(schemaText(schema))}</pre>` : ""}`,
    )
    .join("");
}

/** Signs in and asks for the inbox, as one would type it. */
function example(url: string): string {
  return `curl -c jar -H 'Content-Type: application/json' \\
  -d '{"username":"window1","password":"…"}' ${url}/api/v1/session
curl -b jar '${url}/api/v1/tasks?view=team'`;
}
