/** From a template's name and data to the page: checked HTML, and the PDF of it. */
import { AppError } from "../platform/errors.ts";
import type { Printer } from "./pdf/printer.ts";
import { documentCss } from "./pdf/shell.ts";
import type { DocumentContent } from "./ports.ts";
import type { Renderer } from "./template/renderer.ts";
import { texts } from "./texts.ts";

export interface Press {
  /** Body HTML of a template; `missing` are paths of values that were written but are empty. Throws TemplateError. */
  html(
    template: string,
    data: Record<string, unknown>,
    options?: { mark?: boolean },
  ): Promise<{ html: string; missing: string[] }>;
  pdf: Printer["print"];
  state: Printer["state"];
}

export function createPress(content: DocumentContent, renderer: Renderer, printer: Printer): Press {
  return {
    async html(template, data, options = {}) {
      const source = content.template(template);
      if (source === null)
        throw new AppError({
          code: "template-missing",
          status: 500,
          detail: texts.noTemplate(template),
          data: { template },
        });
      return renderer.render({
        name: template,
        source,
        partials: content.partials(),
        data,
        mark: options.mark ?? false,
        language: "zh",
      });
    },
    pdf: printer.print,
    state: printer.state,
  };
}

/** The body as a page of its own, for a frame on a screen: it can run and load nothing. */
export function standalone(body: string, title: string): string {
  const escaped = title.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><meta name="viewport" content="width=device-width"><title>${escaped}</title><style>${documentCss}
@media screen { body { max-width: 210mm; margin: 0 auto; padding: 15mm 18mm; background: #fff; } [data-field] { border-bottom: 1px dotted #0958d9; } .missing { background: #fff1b8; } }</style></head><body>${body}</body></html>`;
}
