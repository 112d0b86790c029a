/** Home, search, package page, questionnaire: public. */
import { z } from "zod";
import { NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import { home, packageDetail, questionnaire, serviceSearch, situation, situationRequest } from "./api.ts";
import type { Home, Questionnaire, ServiceSearch } from "./api.ts";
import type { Content } from "./content/content.ts";
import type { PackageContent } from "./model.ts";
import { createSearch } from "./search.ts";
import type { CatalogueService } from "./service.ts";
import { texts } from "./texts.ts";
import { cardOf, detailOf, wireForm } from "./wire.ts";

/** The signed-in person's part of the home page, given by the cases area. */
export type PersonalHome = (
  actor: Actor,
) => Promise<Pick<Home, "attention"> & { needsYou: number; running: number; ready: number }>;
/** The caller's own open draft of a package, given by the cases area. */
export type OpenDraft = (actor: Actor, packageId: string) => Promise<string | null>;
/** What registers and licences say about the caller, given by the cases or licences area. */
export type KnownFacts = (actor: Actor) => Promise<{
  applicant: { kind: string };
  licences: { type: string; name: { zh: string; en: string }; elements: Record<string, string> }[];
}>;

export interface CataloguePorts {
  personalHome: PersonalHome | null;
  openDraft: OpenDraft | null;
  knownFacts: KnownFacts | null;
}

const byPackage = z.object({ id: z.string() });
const NEAREST = 3;

export function registerCatalogueRoutes(
  platform: Platform,
  service: CatalogueService,
  content: Content,
  ports: CataloguePorts,
): void {
  const found = (id: string): PackageContent => {
    const one = service.package(id);
    if (one === null) throw new NotFoundError(texts.noPackage(id), "package-unknown");
    return one;
  };
  const cards = new Map(service.packages().map((one) => [one.id, cardOf(one)]));
  const cardsOf = (ids: readonly string[]): ServiceSearch["packages"] =>
    ids.flatMap((id) => cards.get(id) ?? []);

  platform.route({
    method: "get",
    path: "/home",
    summary: "Home page: what needs the person, life events, most used, halls, notices",
    tag: "catalogue",
    access: "public",
    response: home,
    async handler({ actor }) {
      const personal = actor && ports.personalHome ? await ports.personalHome(actor) : null;
      const { lifeEvents, mostUsed, halls, notices } = content.shared.home;
      return {
        needsYou: personal?.needsYou ?? null,
        running: personal?.running ?? null,
        ready: personal?.ready ?? null,
        attention: personal?.attention ?? [],
        lifeEvents: lifeEvents.map(({ packages, ...event }) => ({ ...event, packageIds: packages })),
        mostUsed: cardsOf(mostUsed),
        halls,
        notices: notices.toSorted((a, b) => b.date.localeCompare(a.date)),
      };
    },
  });

  const packageIndex = createSearch(
    service.packages().map((one) => ({
      id: one.id,
      names: [one.name, one.summary, ...one.items.map((item) => item.name)],
      keywords: one.keywords,
      pinyin: [one.pinyin, ...one.items.map((item) => item.pinyin)],
    })),
    content.shared.synonyms,
  );
  const items = service
    .packages()
    .flatMap((one) => one.items.map((item) => ({ ...item, packageId: one.id })));
  const itemIndex = createSearch(
    items.map((item) => ({
      id: `${item.packageId}/${item.id}`,
      names: [item.name],
      keywords: [],
      pinyin: [item.pinyin],
    })),
    content.shared.synonyms,
  );
  platform.route({
    method: "get",
    path: "/services",
    summary: "Search services by what people say",
    tag: "catalogue",
    access: "public",
    query: z.object({
      q: z.string().max(100).default(""),
      for: z.string().max(40).optional(),
      topic: z.string().max(40).optional(),
    }),
    response: serviceSearch,
    handler({ query }) {
      const fits = (id: string): boolean => {
        const one = cards.get(id);
        if (!one) return false;
        if (query.topic !== undefined && one.topic !== query.topic) return false;
        return query.for === undefined || audienceFits(one.audience, query.for);
      };
      const hits = packageIndex.find(query.q).filter((hit) => fits(hit.id));
      const itemHits = itemIndex.find(query.q).map((hit) => hit.id);
      return {
        packages: cardsOf(hits.map((hit) => hit.id)),
        items: itemHits.flatMap((id) => {
          const item = items.find((one) => `${one.packageId}/${one.id}` === id);
          if (!item || !fits(item.packageId)) return [];
          return [
            {
              id: item.id,
              packageId: item.packageId,
              name: item.name,
              department: { id: item.department, name: service.department(item.department).name },
              promisedDays: item.limits.promised?.days ?? null,
              legalDays: item.limits.legal?.days ?? null,
            },
          ];
        }),
        nearest: hits.length > 0 ? [] : cardsOf(packageIndex.nearest(query.q, NEAREST)),
      };
    },
  });

  platform.route({
    method: "get",
    path: "/packages/:id",
    summary: "One package: items, materials, law, steps",
    tag: "catalogue",
    access: "public",
    params: byPackage,
    response: packageDetail,
    async handler({ actor, params }) {
      const draft = actor && ports.openDraft ? await ports.openDraft(actor, params.id) : null;
      return detailOf(
        found(params.id),
        (id) => ({ id, name: service.department(id).name }),
        (type) => service.licenceType(type)?.name ?? null,
        draft,
      );
    },
  });

  platform.route({
    method: "get",
    path: "/packages/:id/questionnaire",
    summary: "The questions of a package, with what is known already",
    tag: "catalogue",
    access: "public",
    params: byPackage,
    response: questionnaire,
    async handler({ actor, params }) {
      const one = found(params.id);
      const facts = actor && ports.knownFacts ? await ports.knownFacts(actor) : null;
      return {
        form: wireForm(one.questionnaire.form, service.form(one.id, one.questionnaire.form)),
        known: facts === null ? {} : knownAnswers(one, facts),
      };
    },
  });

  platform.route({
    method: "post",
    path: "/packages/:id/situation",
    summary: "What these answers lead to; nothing is kept",
    tag: "catalogue",
    access: "public",
    params: byPackage,
    body: situationRequest,
    response: situation,
    handler: ({ params, body }) => service.situation(found(params.id).id, body.answers),
  });
}

/** `enterprise` includes individual businesses: both hold a business licence. */
function audienceFits(audience: readonly string[], wanted: string): boolean {
  return audience.includes(wanted) || (wanted === "enterprise" && audience.includes("individual-business"));
}

function knownAnswers(
  content: PackageContent,
  facts: Awaited<ReturnType<KnownFacts>>,
): Questionnaire["known"] {
  const known: Questionnaire["known"] = {};
  for (const entry of content.questionnaire.known) {
    if (entry.from === "register") {
      const value = entry.value === "applicant.kind" ? facts.applicant.kind : "";
      if (value !== "" && value !== "person")
        known[entry.answer] = { value, source: "register", label: texts.fromRegister };
      continue;
    }
    const licence = facts.licences.find((one) => one.type === entry.type);
    const value = licence?.elements[entry.element ?? ""] ?? "";
    if (!licence || value === "") continue;
    const number = Number(value.replace(/[^\d.]/g, ""));
    const numeric = /^\s*[\d.,]+\s*\D{0,3}$/.test(value) && Number.isFinite(number);
    known[entry.answer] = {
      value: numeric ? number : value,
      source: "licence",
      label: texts.fromLicence(licence.name),
    };
  }
  return known;
}
