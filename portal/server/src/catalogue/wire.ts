/** The model as the web app reads it. */
import { formText } from "@onewindow/forms";
import type { FormDefinition } from "@onewindow/forms";
import type { NamedRef } from "../platform/api.ts";
import type { Text } from "../platform/text.ts";
import type {
  FormDefinition as WireForm,
  ItemFact,
  MaterialFact,
  PackageCard,
  PackageDetail,
} from "./api.ts";
import type { PackageContent, PackageItem, PackageMaterial } from "./model.ts";
import { promisedDays } from "./situation.ts";
import { texts } from "./texts.ts";

type Department = (id: string) => NamedRef;

export function wireForm(id: string, form: FormDefinition): WireForm {
  return { ...form, id, title: formText(form, form.title) } as WireForm;
}

export function cardOf(content: PackageContent): PackageCard {
  return {
    id: content.id,
    name: content.name,
    summary: content.summary,
    audience: content.audience,
    itemCount: content.items.length,
    promisedDays: promisedDays(
      content.items,
      content.items.map((item) => item.id),
      content.promisedDays,
    ),
    fee: feeOf(content.items),
    visits: content.visits,
    status: content.status,
    topic: content.topic,
  };
}

function feeOf(items: readonly PackageItem[]): Text {
  const amount = items.reduce((sum, item) => sum + (item.fee?.amount ?? 0), 0);
  return amount === 0 ? texts.noFee : texts.fee(amount);
}

export function detailOf(
  content: PackageContent,
  department: Department,
  licenceName: (type: string) => Text | null,
  draftId: string | null,
): PackageDetail {
  return {
    ...cardOf(content),
    version: content.version,
    lead: department(content.lead),
    handling: content.handling,
    keywords: content.keywords,
    basis: content.basis,
    items: content.items.map((item) => itemFact(item, content, department, licenceName)),
    materials: content.materials.map(materialFact),
    steps: content.steps,
    outside: content.questionnaire.outside,
    draftId,
  };
}

function itemFact(
  item: PackageItem,
  content: PackageContent,
  department: Department,
  licenceName: (type: string) => Text | null,
): ItemFact {
  return {
    id: item.id,
    name: item.name,
    code: item.code,
    kind: item.kind,
    department: department(item.department),
    handling: item.handling,
    legalDays: item.limits.legal?.days ?? null,
    promisedDays: item.limits.promised?.days ?? null,
    deliverDays: item.limits.deliver?.days ?? null,
    after: item.after,
    optional: item.optional,
    condition: item.condition,
    undertaking: item.undertaking !== null,
    result: item.licence !== null && item.acceptance !== "none" ? licenceName(item.licence) : null,
    fee: item.fee === null ? texts.noFee : texts.fee(item.fee.amount),
    basis: item.basis,
    materials: content.materials.filter((material) => material.usedBy.includes(item.id)).map(({ id }) => id),
  };
}

function materialFact(material: PackageMaterial): MaterialFact {
  const { kind } = material.source;
  return {
    id: material.id,
    name: material.name,
    need: typeof material.need === "string" ? material.need : "conditional",
    condition: material.condition,
    // what the merged form makes is, for the applicant, made on the way
    source: { kind: kind === "form" ? "item" : kind, label: texts.sources[kind] },
    usedBy: material.usedBy,
    copies: material.copies,
    accept: material.accept,
    tolerantDays: material.tolerantDays,
    sample: material.sample,
  };
}
