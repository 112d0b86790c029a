/** package.yaml → the model, with every choice written out. */
import { formText } from "@onewindow/forms";
import type { Content, PackageSource } from "./content/content.ts";
import { itemKinds } from "./codes.ts";
import type {
  Basis,
  MaterialSource,
  PackageBundle,
  PackageContent,
  PackageItem,
  PackageMaterial,
} from "./model.ts";
import type { PackageFile, PackageItemFile, PackageMaterialFile } from "./schema/package.ts";

/** The bundle of a package: its model, its forms and its decisions. */
export function bundleOf(content: Content, source: PackageSource): PackageBundle {
  const prefix = `${source.folder}/`;
  const forms = Object.fromEntries(
    [...content.forms.values()]
      .filter((form) => form.id.startsWith(prefix))
      .map((form) => [form.id.slice(prefix.length), form.definition]),
  );
  const decisions = Object.fromEntries(
    [...content.decisions.values()]
      .filter((decision) => decision.folder === source.folder || decision.folder === "shared")
      .map((decision) => [decision.file, decision.xml]),
  );
  return { content: modelOf(source.definition, forms), forms, decisions };
}

function modelOf(file: PackageFile, forms: PackageBundle["forms"]): Omit<PackageContent, "version"> {
  return {
    id: file.id,
    name: file.name,
    pinyin: file.pinyin ?? "",
    summary: file.summary,
    keywords: file.keywords,
    topic: file.topic,
    status: file.status,
    audience: file.audience,
    basis: basisOf(file.basis),
    lead: file.lead,
    handling: file.handling,
    visits: file.visits,
    process: file.process,
    questionnaire: file.questionnaire,
    sections: file.form.sections.map((section) => {
      const form = forms[section.form];
      return {
        id: section.id,
        form: section.form,
        name: form ? formText(form, form.title) : { zh: section.id, en: section.id },
        when: section.when ?? null,
      };
    }),
    prefill: file.form.prefill.map(({ field, from, type, element, value }) => ({
      field,
      from,
      ...(type === undefined ? {} : { type }),
      ...(element === undefined ? {} : { element }),
      ...(value === undefined ? {} : { value }),
    })),
    applicant: Object.fromEntries(
      Object.entries(file.applicant).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    declarations: file.declarations,
    signers: file.signers.map((signer) => ({
      ...signer,
      signs: signer.signs === "all" ? null : signer.signs,
      person: { name: signer.person.name ?? null, phone: signer.person.phone ?? null },
    })),
    items: file.items.map(itemOf),
    materials: file.materials.map(materialOf),
    steps: file.steps,
    rules: file.rules,
    promisedDays: typeof file.limits.promised === "object" ? file.limits.promised.days : null,
    delivery: file.delivery,
    rating: file.rating,
  };
}

function itemOf(item: PackageItemFile): PackageItem {
  return {
    id: item.id,
    name: item.name,
    pinyin: item.pinyin ?? "",
    code: item.code,
    kind: itemKinds[item.kind] ?? { zh: item.kind, en: item.kind },
    department: item.department,
    handling: item.handling,
    process: item.process,
    after: item.after,
    acceptance: item.acceptance,
    limits: {
      legal: item.limits
        ? { days: item.limits.legal.days, extension: item.limits.legal.extension ?? 0 }
        : null,
      promised: item.limits?.promised ?? null,
      deliver: item.limits?.deliver ?? null,
    },
    review: {
      decision: item.review?.decision ?? null,
      approval: item.review?.approval ?? "one-level",
      rules: item.review?.rules ?? null,
    },
    undertaking: item.undertaking
      ? {
          text: item.undertaking.text,
          replaces: item.undertaking.replaces,
          when: item.undertaking.when ?? null,
          checkWithinDays: item.undertaking.check.within.days,
        }
      : null,
    licence: item.result?.licence ?? item.licence ?? null,
    backdating: item.result?.backdating ?? false,
    optional: item.optional,
    condition: item.condition ?? null,
    fee: item.fee === "none" ? null : item.fee,
    basis: basisOf(item.basis),
    documents: item.documents ?? {},
  };
}

function basisOf(basis: PackageFile["basis"]): Basis[] {
  return basis.map(({ title, document }) => ({
    title,
    document: typeof document === "string" ? { zh: document, en: document } : document,
  }));
}

function materialOf(material: PackageMaterialFile): PackageMaterial {
  return {
    id: material.id,
    name: material.name,
    usedBy: material.usedBy,
    need: material.need,
    condition: material.condition ?? null,
    copies: material.copies,
    source: sourceOf(material.source),
    tolerantDays: material.tolerant?.days ?? null,
    accept: material.accept,
    reason: material.reason,
    sample: material.sample ?? null,
  };
}

function sourceOf(source: PackageMaterialFile["source"]): MaterialSource {
  if (typeof source === "string") return { kind: source };
  if ("licence" in source) return { kind: "licence", type: source.licence };
  if ("item" in source) return { kind: "item", id: source.item };
  return { kind: "department", id: source.department };
}
