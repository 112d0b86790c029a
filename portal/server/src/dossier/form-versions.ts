/**
 * Every form of a case as it was handed in. The case keeps the latest data; a correction keeps, for each point, what
 * stood there before and after, and never changes it: going back from the latest, round by round, gives each version.
 */
import { fieldsOf, valueAt } from "@onewindow/forms";
import {
  fieldLabel,
  masksOf,
  prunedForm,
  reads,
  shownFields,
  shownValue,
  type CasesArea,
  type StoredCase,
} from "../cases/index.ts";
import { isoInstant } from "../clocks/index.ts";
import type { Text } from "../platform/text.ts";
import type { OpenedCase } from "./access.ts";
import type { FormVersion, VersionRow } from "./api.ts";
import { dossierTexts } from "./texts.ts";

type Corrections = Awaited<ReturnType<CasesArea["corrections"]["rows"]["find"]>>["rows"];
type Point = Corrections[number]["points"][number];
interface HandIn {
  at: number;
  by: string;
  what: Text;
  points: Point[];
}
type Data = StoredCase["data"];

/** What the applicant handed in after the application, oldest first. */
function handInsOf(corrections: Corrections): HandIn[] {
  return corrections
    .flatMap((correction) =>
      correction.handIns.map((handIn) => ({
        at: handIn.at,
        by: handIn.by,
        what: dossierTexts.corrected(correction.n, handIn.n),
        points: correction.points.filter((point) => point.answer?.handIn === handIn.n),
      })),
    )
    .sort((a, b) => a.at - b.at);
}

/** A copy with another value at a dotted path, section first; a value that was not there is taken out. */
function put(data: Data, path: string, value: unknown): Data {
  const copy = structuredClone(data);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let inner: Record<string, unknown> = copy;
  for (const key of keys) {
    const next = Object.hasOwn(inner, key) ? inner[key] : undefined;
    if (typeof next !== "object" || next === null || Array.isArray(next)) return data;
    inner = next as Record<string, unknown>;
  }
  if (value === null || value === undefined) Reflect.deleteProperty(inner, last);
  else Object.defineProperty(inner, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** The data of each version, the application first: one more than there are hand-ins. */
export function dataVersions(latest: Data, handIns: readonly { points: readonly Point[] }[]): Data[] {
  const versions = [latest];
  for (const handIn of handIns.toReversed()) {
    const before = handIn.points.reduce(
      (data, point) =>
        point.target.kind === "field" ? put(data, point.target.path, point.answer?.before) : data,
      versions[0]!,
    );
    versions.unshift(before);
  }
  return versions;
}

export async function formVersions(
  cases: Pick<CasesArea, "catalogue" | "corrections">,
  opened: OpenedCase,
  personName: (id: string) => Promise<string>,
): Promise<FormVersion[]> {
  const { theCase } = opened;
  const found = await cases.corrections.rows.find({
    filter: { eq: ["caseId", theCase.id] },
    sort: ["n"],
    limit: 100,
  });
  const handIns = handInsOf(found.rows);
  const versions = dataVersions(theCase.data, handIns);
  const names = new Map(
    await Promise.all(handIns.map(async ({ by }): Promise<[string, string]> => [by, await personName(by)])),
  );
  return versions.map((data, index) => {
    const handIn = handIns[index - 1];
    const before = versions[index - 1];
    const { parts, sealed } = partsOf(cases, opened, data, before ?? null);
    return {
      n: index + 1,
      at: isoInstant(handIn?.at ?? theCase.submittedAt),
      by: names.get(handIn?.by ?? "") ?? theCase.filedBy.name,
      what: handIn?.what ?? dossierTexts.filed,
      parts,
      files: (handIn?.points ?? [])
        .filter(
          (point) =>
            point.target.kind === "material" &&
            opened.mine.some((item) => item.id === point.caseItemId) &&
            opened.sees("materials"),
        )
        .map((point) => ({
          label: point.label,
          before: point.answer?.filesBefore ?? [],
          after: point.answer?.files ?? [],
        })),
      sealed,
    };
  });
}

/** The fields that the reader's items read, section by section; how many others there are. */
function partsOf(
  cases: Pick<CasesArea, "catalogue">,
  opened: OpenedCase,
  data: Data,
  before: Data | null,
): { parts: FormVersion["parts"]; sealed: number } {
  const { theCase, hidden } = opened;
  const { catalogue } = cases;
  const content =
    catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
  const all = theCase.situation.items.map((item) => item.id);
  const mine = opened.mine.map((item) => item.itemId);
  let sealed = 0;
  const parts: FormVersion["parts"] = [];
  for (const section of content?.sections ?? []) {
    const values = data[section.id];
    if (values === undefined) continue;
    const form = prunedForm(catalogue.form(theCase.packageId, section.form, theCase.packageVersion), all);
    const inner = fieldsOf(form);
    const rows: VersionRow[] = [];
    for (const field of shownFields(form)) {
      const value = valueAt(values, field.path);
      const old = before === null ? value : valueAt(before[section.id] ?? {}, field.path);
      if (value === undefined && old === undefined) continue;
      if (!opened.sees("data") || !mine.some((item) => reads(field, inner, item))) {
        sealed += 1;
        continue;
      }
      const shown = (one: unknown): Text => shownValue(form, field.component, one, hidden);
      rows.push({
        path: `${section.id}.${field.path}`,
        label: fieldLabel(form, field.component.label ?? field.component.key),
        value: shown(value),
        was: JSON.stringify(value ?? null) === JSON.stringify(old ?? null) ? null : shown(old),
        masked: masksOf(field.component, hidden),
        provenance: theCase.provenance[`${section.id}.${field.path}`]?.source ?? null,
      });
    }
    if (rows.length > 0) parts.push({ id: section.id, name: section.name, rows });
  }
  return { parts, sealed };
}
