/** The catalogue: what the county offers, as other areas ask for it. Live content, and every version a case may keep. */
import type { JsonValue } from "@onewindow/engine";
import type { FormDefinition } from "@onewindow/forms";
import { NotFoundError } from "../platform/errors.ts";
import type { NamedRef } from "../platform/api.ts";
import type { Text } from "../platform/text.ts";
import type { RuleResult } from "../tasks/api.ts";
import type { Situation } from "./api.ts";
import type { Content, Town } from "./content/content.ts";
import type { LoadedPackage } from "./loaded-package.ts";
import type { CaseFacts, PackageContent, PackageSection } from "./model.ts";
import { reviewRulesOf } from "./review-rules.ts";
import type {
  AcceptanceFile,
  CountyFile,
  DocumentKindFile,
  LicenceTypeFile,
  MessageFile,
  ProcedureFile,
  RatingFile,
} from "./schema/shared.ts";
import { neededMaterials, situationOf } from "./situation.ts";
import type { NeededMaterial, SituationOptions } from "./situation.ts";
import { texts } from "./texts.ts";

export interface Department extends NamedRef {
  full: Text;
  uscc: string;
  /** The organ's part of document numbers. */
  word: string;
  phone: string;
  address: Text;
}

export interface CatalogueService {
  /** Live packages. */
  packages(): PackageContent[];
  /** That version; the live one without. Null when there is none. */
  package(id: string, version?: string): PackageContent | null;
  /** The version that new cases are accepted under. @throws NotFoundError */
  version(packageId: string): string;
  /** A form of a package version, e.g. `form("catering-shop", "food")`. @throws NotFoundError */
  form(packageId: string, form: string, version?: string): FormDefinition;
  /** A shared form by its external reference, e.g. `shared/review`. Null when there is none. */
  taskForm(form: string): FormDefinition | null;
  situation(
    packageId: string,
    answers: Record<string, unknown>,
    version?: string,
    options?: Pick<SituationOptions, "data" | "applicant">,
  ): Promise<Situation>;
  /** Sections whose condition holds, in order. */
  sections(packageId: string, facts: CaseFacts, version?: string): PackageSection[];
  /** Materials that the facts make necessary, with the items that use them. */
  materialsFor(packageId: string, facts: CaseFacts, version?: string): NeededMaterial[];
  /** A DMN decision over the case's data; answers its output. */
  decide(packageId: string, decision: string, facts: CaseFacts, version?: string): Promise<JsonValue>;
  /** The same with inputs, matched rules and required decisions, for a screen to say why. */
  explain(
    packageId: string,
    decision: string,
    facts: CaseFacts,
    version?: string,
  ): ReturnType<LoadedPackage["evaluate"]>;
  /** Does a FEEL condition of the package hold? */
  holds(packageId: string, condition: string, facts: CaseFacts, version?: string): boolean;
  /** A text that FEEL of the package finds in the case; null when it is not known. */
  textOf(packageId: string, expression: string, facts: CaseFacts, version?: string): string | null;
  /** What documents say about the applicant (idNumber, legalRepresentative, phone, address, agent), as far as it is known. */
  applicantFacts(packageId: string, facts: CaseFacts, version?: string): Record<string, string>;
  reviewRules(packageId: string, itemId: string, facts: CaseFacts, version?: string): Promise<RuleResult[]>;
  /** Legal basis of an item. */
  articles(packageId: string, itemId: string, version?: string): Text[];
  county(): CountyFile;
  /** @throws NotFoundError */
  department(id: string): Department;
  departments(): Department[];
  /** Null when there is none. */
  organ(department: string): Department | null;
  town(code: string): Town | null;
  towns(): Town[];
  licenceType(id: string): LicenceTypeFile | null;
  licenceTypes(): LicenceTypeFile[];
  /** Years a licence type is valid for; null: without an end; undefined: no such type. */
  validityYears(licenceType: string): number | null | undefined;
  documentKind(id: string): DocumentKindFile | null;
  documentKinds(): DocumentKindFile[];
  seal(id: string): Text | null;
  procedureKinds(): ProcedureFile[];
  /** Grades, reasons and limits of ratings. */
  rating(): RatingFile;
  /** Text of a reason that a process names; null when unknown. */
  reason(id: string): Text | null;
  /** Years of the working calendar. */
  calendars(): Content["shared"]["calendars"]["years"];
  endOfBusiness(): string;
  /** Limits of the acceptance stage that the county sets. */
  acceptanceLimits(): AcceptanceFile;
  messageTemplate(id: string): MessageFile | null;
  /** Source of a template by name (`receipt`, `licences/sign-permit`, or the face's name alone). */
  template(name: string): string | null;
  partials(): Record<string, string>;
  contentHash(): string;
}

export function createCatalogueService(options: {
  content: Content;
  /** Live package versions by id. */
  live: ReadonlyMap<string, LoadedPackage>;
  /** A kept version; null when there is none. */
  kept(id: string, version: string): LoadedPackage | null;
}): CatalogueService {
  const { content, live, kept } = options;
  const { shared } = content;
  const departments = new Map<string, Department>(shared.departments.map((entry) => [entry.id, entry]));
  const licenceTypes = byId(shared.licenceTypes);
  const documents = byId(shared.documents);

  const find = (id: string, version?: string): LoadedPackage | null => {
    const current = live.get(id) ?? null;
    return version === undefined || current?.content.version === version ? current : kept(id, version);
  };
  const loaded = (id: string, version?: string): LoadedPackage => {
    const found = find(id, version);
    if (found === null) throw new NotFoundError(texts.noPackage(id), "package-unknown");
    return found;
  };
  const department = (id: string): Department => {
    const found = departments.get(id);
    if (found === undefined) throw new NotFoundError(texts.noDepartment(id), "department-unknown");
    return found;
  };
  const reference = (id: string): NamedRef => ({ id, name: department(id).name });

  return {
    packages: () => [...live.values()].map((entry) => entry.content),
    package: (id, version) => find(id, version)?.content ?? null,
    version: (id) => loaded(id).content.version,
    form: (id, form, version) => loaded(id, version).form(form),
    taskForm: (form) => content.forms.get(form)?.definition ?? null,
    situation: async (id, answers, version, more = {}) =>
      situationOf(loaded(id, version), { answers, ...more }, reference),
    sections(id, facts, version) {
      const found = loaded(id, version);
      return found.content.sections.filter(
        (section) => section.when === null || found.holds(section.when, facts),
      );
    },
    materialsFor: (id, facts, version) => neededMaterials(loaded(id, version), facts),
    decide: async (id, decision, facts, version) => loaded(id, version).evaluate(decision, facts).value,
    explain: (id, decision, facts, version) => loaded(id, version).evaluate(decision, facts),
    holds: (id, condition, facts, version) => loaded(id, version).holds(condition, facts),
    textOf(id, expression, facts, version) {
      const value = loaded(id, version).value(expression, facts);
      return typeof value === "string" && value !== "" ? value : null;
    },
    applicantFacts(id, facts, version) {
      const found = loaded(id, version);
      return Object.fromEntries(
        Object.entries(found.content.applicant).flatMap(([name, expression]) => {
          const value = found.value(expression, facts);
          return typeof value === "string" && value !== "" ? [[name, value]] : [];
        }),
      );
    },
    reviewRules: async (id, item, facts, version) => reviewRulesOf(loaded(id, version), item, facts),
    articles: (id, item, version) =>
      (loaded(id, version).content.items.find((entry) => entry.id === item)?.basis ?? []).map(
        ({ title }) => title,
      ),
    county: () => shared.county,
    department,
    departments: () => [...departments.values()],
    organ: (id) => departments.get(id) ?? null,
    town: (code) => shared.towns.find((town) => town.code === code) ?? null,
    towns: () => shared.towns,
    licenceType: (id) => licenceTypes.get(id) ?? null,
    licenceTypes: () => shared.licenceTypes,
    validityYears(id) {
      const validity = licenceTypes.get(id)?.validity;
      return typeof validity === "object" ? validity.years : validity === "long" ? null : undefined;
    },
    documentKind: (id) => documents.get(id) ?? null,
    documentKinds: () => shared.documents,
    seal: (id) => shared.seals[id] ?? null,
    procedureKinds: () => shared.procedures,
    rating: () => shared.rating,
    reason: (id) => shared.reasons.find((reason) => reason.id === id)?.text ?? null,
    calendars: () => shared.calendars.years,
    endOfBusiness: () => shared.calendars.endOfBusiness,
    acceptanceLimits: () => shared.acceptance,
    messageTemplate: (id) => content.messages.get(id) ?? null,
    template: (name) =>
      (content.templates.get(name) ?? content.templates.get(`licences/${name}`))?.source ?? null,
    partials: () => ({ ...content.partials }),
    contentHash: () => content.hash,
  };
}

function byId<T extends { id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((entry) => [entry.id, entry]));
}
