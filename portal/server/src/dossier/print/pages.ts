/** The pages that a case file has of its own, as HTML: everything in it is text, nothing is markup from outside. */
import type { Language, Text } from "../../platform/text.ts";
import type { CaseFile } from "../api.ts";
import { printTexts as t } from "./texts.ts";

export interface Listed {
  title: string;
  file: string;
  hash: string;
  note: string;
}
export interface Entry {
  title: string;
  level: 1 | 2;
  page: number | null;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Numbers of the whole file are stamped on afterwards, so the pages' own are left out. */
const STYLE = `<style>
@page { @bottom-center { content: none } }
h1 { font-size: 22pt; text-align: center; margin: 60mm 0 20mm; }
h2 { font-size: 15pt; margin: 0 0 4mm; }
h3 { font-size: 12pt; margin: 5mm 0 2mm; }
table { font-size: 10pt; }
th, td { border: 1px solid #555; padding: 1mm 2mm; text-align: left; vertical-align: top; }
.cover td, .cover th, .toc td, .toc th { border: 0; border-bottom: 1px solid #bbb; }
.toc .n { text-align: right; width: 15mm; }
.toc .sub td:first-child { padding-left: 8mm; }
.was { text-decoration: line-through; }
code { font-size: 8pt; overflow-wrap: anywhere; }
</style>`;

export function pagesOf(file: CaseFile, language: Language) {
  const s = (text: Text): string => escape(text[language]);
  const time = (at: string): string => escape(at.slice(0, 16).replace("T", " "));
  const row = (cells: string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  const head = (texts: Text[]): string =>
    `<thead><tr>${texts.map((text) => `<th>${s(text)}</th>`).join("")}</tr></thead>`;

  return {
    /** Cover and contents; page numbers may still be unknown. */
    front(entries: readonly Entry[], reader: string, printedAt: string): string {
      const facts: [Text, string][] = [
        [t.number, escape(file.no)],
        [t.applicant, file.applicant === null ? "—" : s(file.applicant)],
        [t.status, s(file.status.label)],
        [t.submitted, time(file.submittedAt)],
        [t.items, file.lanes.map((lane) => `${s(lane.name)} · ${s(lane.statusLabel)}`).join("<br>")],
        [t.printed, time(printedAt)],
        [t.reader, escape(reader)],
      ];
      return `${STYLE}<h1>${s(t.cover)}<br>${s(file.title)}</h1><table class="cover">${facts
        .map(([name, value]) => `<tr><th>${s(name)}</th><td>${value}</td></tr>`)
        .join(
          "",
        )}</table><div style="break-after:page"></div><h2>${s(t.contents)}</h2><table class="toc">${entries
        .map(
          (entry) =>
            `<tr class="${entry.level === 2 ? "sub" : ""}"><td>${escape(entry.title)}</td><td class="n">${entry.page ?? "000"}</td></tr>`,
        )
        .join("")}</table>`;
    },
    timeline: (): string =>
      `${STYLE}<h2>${s(t.timeline)}</h2><table>${head([t.time, t.what, t.by])}${file.timeline
        .map((line) => row([time(line.at), s(line.text), s(line.by)]))
        .join("")}</table>${
        file.sealed.length === 0
          ? ""
          : `<h3>${s(t.sealedParts)}</h3><ul>${file.sealed
              .map((seal) => `<li>${s(seal.name)}：${s(seal.reason)}</li>`)
              .join("")}</ul>`
      }`,
    forms: (): string =>
      `${STYLE}<h2>${s(t.forms)}</h2>${file.versions
        .map(
          (version) =>
            `<h3>${s(t.version(version.n, version.what))} · ${escape(version.by)} · ${time(version.at)}</h3>${version.parts
              .map(
                (part) =>
                  `<h3>${s(part.name)}</h3><table>${head([t.field, t.value])}${part.rows
                    .map((one) =>
                      row([
                        s(one.label),
                        one.was === null
                          ? s(one.value)
                          : `${s(one.value)}<br>${s(t.was)} <span class="was">${s(one.was)}</span>`,
                      ]),
                    )
                    .join("")}</table>`,
              )
              .join("")}${version.sealed > 0 ? `<p>${s(t.sealed(version.sealed))}</p>` : ""}`,
        )
        .join('<div style="break-after:page"></div>')}`,
    list: (listed: readonly Listed[]): string =>
      `${STYLE}<h2>${s(t.list)}</h2><table>${head([t.name, t.file, t.hash, t.note])}${listed
        .map((one) =>
          row([escape(one.title), escape(one.file), `<code>${escape(one.hash)}</code>`, escape(one.note)]),
        )
        .join("")}</table>`,
    /** One page of nothing but the reader's name, to lie over every other page. */
    watermark: (words: string): string =>
      `${STYLE}<div style="position:fixed;inset:0;overflow:hidden">${Array.from(
        { length: 8 },
        (_, index) =>
          `<p style="position:absolute;top:${index * 32}mm;left:${index % 2 === 0 ? 10 : 60}mm;transform:rotate(-24deg);font-size:15pt;color:rgba(0,0,0,.09);white-space:nowrap;margin:0">${escape(words)}</p>`,
      ).join("")}</div>`,
  };
}
