/** Verification by anyone: one at a time, never a list, a bounded number of times a minute. */
import { z } from "zod";
import type { Platform } from "../platform/platform.ts";
import type { Language, Text } from "../platform/text.ts";
import { isoInstant } from "../clocks/index.ts";
import { verification, type Verification } from "./api.ts";
import { sendVerification, type PageFacts } from "./page.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { LicencesService } from "./contract.ts";
import { texts } from "./texts.ts";

/** Given by the documents area: public facts of a document by the code on it. */
export type DocumentFactsOf = (
  id: string,
) => Promise<{ title: Text; number: string; organ: Text; issuedAt: number; voided: boolean } | null>;

const perMinute = 60;
const tag = "verification";
const lang = z.object({ lang: z.enum(["zh", "en"]).optional() });

export function registerPublicRoutes(
  platform: Platform,
  service: LicencesService,
  documentFacts: DocumentFactsOf,
): void {
  const limit = createRateLimit(platform.realTime, perMinute);
  const { config, clock } = platform;
  const frame = { county: config.county, demo: config.demo };

  platform.route({
    method: "get",
    path: "/verify/:identifier",
    summary: "Is this licence genuine and valid now?",
    tag,
    access: "public",
    params: z.object({ identifier: z.string().max(200) }),
    response: verification,
    handler: ({ params, req }) => {
      limit(req.ip ?? "");
      return service.verify(params.identifier);
    },
  });
  platform.route({
    method: "get",
    path: "//v",
    summary: "Verification page: the form",
    tag,
    access: "public",
    query: lang.extend({ id: z.string().max(400).optional() }),
    raw: "text/html",
    handler: ({ query, language, res }) => {
      const chosen = query.lang ?? language;
      const wanted = targetOf(query.id ?? "");
      if (wanted === null) {
        const empty: PageFacts = {
          tone: "open",
          headline: texts.page.title,
          explain: null,
          rows: [],
          asked: "",
          ...frame,
        };
        sendVerification(res, 200, empty, chosen);
      } else res.redirect(303, `${wanted}?lang=${chosen}`);
    },
  });
  platform.route({
    method: "get",
    path: "//v/:identifier",
    summary: "Verification page of a licence, without JavaScript",
    tag,
    access: "public",
    params: z.object({ identifier: z.string().max(200) }),
    query: lang,
    raw: "text/html",
    handler: async ({ params, query, language, req, res }) => {
      limit(req.ip ?? "");
      const chosen = query.lang ?? language;
      const found = await service.verify(params.identifier);
      const facts = { ...licencePage(found, params.identifier, chosen), ...frame };
      sendVerification(res, found.licence === null ? 404 : 200, facts, chosen);
    },
  });
  platform.route({
    method: "get",
    path: "//v/d/:id",
    summary: "Verification page of a document, without JavaScript",
    tag,
    access: "public",
    params: z.object({ id: z.string().max(64) }),
    query: lang,
    raw: "text/html",
    handler: async ({ params, query, language, req, res }) => {
      limit(req.ip ?? "");
      const chosen = query.lang ?? language;
      const found = await documentFacts(params.id);
      const { page, documentVerdict } = texts;
      const facts: PageFacts = {
        tone: found === null || found.voided ? "bad" : "good",
        headline:
          found === null ? documentVerdict.none : found.voided ? documentVerdict.void : documentVerdict.valid,
        explain: null,
        rows: [
          ...(found === null
            ? []
            : [
                { label: page.document, value: found.title[chosen] },
                { label: page.number, value: found.number },
                { label: page.issuer, value: found.organ[chosen] },
                { label: page.issuedOn, value: isoInstant(found.issuedAt).slice(0, 10) },
              ]),
          { label: page.checkedAt, value: isoInstant(clock.now()).slice(0, 16).replace("T", " ") },
        ],
        asked: `${config.publicUrl}/v/d/${params.id}`,
        ...frame,
      };
      sendVerification(res, found === null ? 404 : 200, facts, chosen);
    },
  });
}

/** An identifier, or an address as in a QR code, as a place of this site. */
function targetOf(asked: string): string | null {
  const text = asked.trim();
  if (text === "") return null;
  const address = /\/v\/(d\/[\w-]+|[\w.]+)\/?(?:\?.*)?$/.exec(text);
  return address ? `/v/${address[1]}` : `/v/${encodeURIComponent(text.slice(0, 200))}`;
}

function licencePage(
  found: Verification,
  asked: string,
  language: Language,
): Omit<PageFacts, "county" | "demo"> {
  const { page } = texts;
  const { licence } = found;
  const rows = licence && [
    { label: page.name, value: licence.name[language] },
    { label: page.number, value: licence.number },
    { label: page.identifier, value: licence.identifier },
    { label: page.holder, value: licence.holderMasked },
    { label: page.issuer, value: licence.issuer[language] },
    { label: page.issuedOn, value: licence.issuedOn },
    {
      label: page.validity,
      value: (licence.validUntil === null
        ? page.forGood(licence.validFrom)
        : page.until(licence.validFrom, licence.validUntil))[language],
    },
    { label: page.status, value: licence.statusLabel[language] },
    ...(licence.statusReason === null ? [] : [{ label: page.reason, value: licence.statusReason[language] }]),
  ];
  return {
    tone: found.result === "valid" ? "good" : "bad",
    headline: found.message,
    explain: texts.explain[found.result],
    rows: [...(rows ?? []), { label: page.checkedAt, value: found.checkedAt.slice(0, 16).replace("T", " ") }],
    asked,
  };
}
