/** What a licence says, from the case: values in words, the holder as the register knows it. */
import {
  fieldsOf,
  formText,
  optionsOf,
  valueAt,
  type FormComponent,
  type FormDefinition,
} from "@onewindow/forms";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import type { LicenceFacts } from "./ports.ts";

/** The cases area, as far as licences use it. */
export interface LicenceCases {
  item(caseItemId: string): Promise<{ caseId: string; itemId: string } | null>;
  case(caseId: string): Promise<LicenceCase | null>;
  readsMaterial(actor: Actor, caseId: string, materialId: string): Promise<boolean>;
  readsItem(actor: Actor, caseId: string, caseItemId: string): Promise<boolean>;
  submissionsOf(
    caseItemId: string,
  ): Promise<{ kind: string; state: string; data: Record<string, unknown> }[]>;
  catalogue: {
    package(id: string, version?: string): { sections: { id: string; form: string }[] } | null;
    form(packageId: string, form: string, version?: string): FormDefinition;
  };
}
interface LicenceCase {
  id: string;
  ownerKey: string;
  filedBy: { personId: string };
  applicant: { name: Text };
  packageId: string;
  packageVersion: string;
  data: Record<string, Record<string, unknown>>;
}

/** `codeOf`: credit code or identity number of a holder by its key; null when no register has it. */
export async function factsFromCases(
  cases: LicenceCases,
  caseItemId: string,
  codeOf: (holderKey: string) => Promise<string | null>,
): Promise<LicenceFacts | null> {
  const item = await cases.item(caseItemId);
  const theCase = item === null ? null : await cases.case(item.caseId);
  if (theCase === null) return null;
  const content =
    cases.catalogue.package(theCase.packageId, theCase.packageVersion) ??
    cases.catalogue.package(theCase.packageId);
  const data: Record<string, unknown> = {};
  for (const { id, form } of content?.sections ?? []) {
    const section = theCase.data[id];
    if (section !== undefined)
      data[id] = inWords(cases.catalogue.form(theCase.packageId, form, theCase.packageVersion), section);
  }
  const decided = (await cases.submissionsOf(caseItemId))
    .filter(({ kind, state }) => kind === "decide" && state !== "void")
    .at(-1)?.data;
  return {
    caseNo: theCase.id,
    holder: {
      key: theCase.ownerKey,
      name: theCase.applicant.name,
      code: (await codeOf(theCase.ownerKey)) ?? theCase.ownerKey.replace(/^\w+:/, ""),
    },
    holders: [...new Set([theCase.ownerKey, `person:${theCase.filedBy.personId}`])],
    data,
    validity: { from: dateIn(decided?.["from"]), until: dateIn(decided?.["until"]) },
  };
}

/** A section's data with the words (Chinese) of chosen options instead of their codes. Boxes become a list. */
export function inWords(form: FormDefinition, data: Record<string, unknown>): Record<string, unknown> {
  let words = structuredClone(data);
  for (const { path, component } of fieldsOf(form)) {
    if (path.includes("[]")) continue;
    const value = valueAt(data, path);
    if (value !== undefined) words = put(words, path.split("."), inWord(form, component, value));
  }
  return words;
}

function inWord(form: FormDefinition, component: FormComponent, value: unknown): unknown {
  const options = optionsOf(component);
  if (options.length === 0) return value;
  const word = (code: unknown): unknown => {
    const option = options.find((entry) => entry.value === String(code));
    return option === undefined ? code : formText(form, option.label).zh;
  };
  if (Array.isArray(value)) return value.map(word);
  if (typeof value === "object" && value !== null)
    return options
      .filter((option) => (value as Record<string, unknown>)[option.value] === true)
      .map((option) => word(option.value));
  return word(value);
}

function put(
  data: Record<string, unknown>,
  [first = "", ...rest]: string[],
  value: unknown,
): Record<string, unknown> {
  if (rest.length === 0) return { ...data, [first]: value };
  const inner = data[first];
  return {
    ...data,
    [first]: put(
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : {},
      rest,
      value,
    ),
  };
}

function dateIn(value: unknown): string | null {
  const date = typeof value === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] : undefined;
  return date ?? null;
}
