import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import type { MaterialsArea } from "../materials/index.ts";
import { AppError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { factsFromCases, type LicenceCases } from "./case-facts.ts";
import { demoHolders, seedDemoLicences, type DemoPeople } from "./demo.ts";
import { facePdf } from "./face.ts";
import type { StoredLicence } from "./model.ts";
import type { LicenceContent, LicenceFactsOf, LicencePress, LicenceReaders } from "./ports.ts";
import { registerPublicRoutes, type DocumentFactsOf } from "./public-routes.ts";
import { registerLicenceRoutes } from "./routes.ts";
import type { LicencesService } from "./contract.ts";
import { createLicencesService } from "./service.ts";
import { texts } from "./texts.ts";
import { registerLicenceWorkers } from "./workers.ts";

export { mod3736 } from "./check-characters.ts";
export { demoHolders, seedDemoLicences, type DemoHolder, type DemoPeople } from "./demo.ts";
export type { LicenceCases } from "./case-facts.ts";
export { makeIdentifier, readIdentifier } from "./identifier.ts";
export type { LicenceDocument, StoredLicence } from "./model.ts";
export type {
  LicenceContent,
  LicenceElement,
  LicenceFacts,
  LicenceFactsOf,
  LicenceIssuer,
  LicenceReaders,
  LicenceType,
} from "./ports.ts";
export type { HeldLicence, LicencesService, NewLicence } from "./contract.ts";

export interface LicencesArea extends LicencesService {
  /** Given the cases area once it is built: what a licence of an item says, who holds it, which departments see it. */
  useCases(cases: LicenceCases): void;
  /** Given by the documents area. */
  registerPress(given: {
    press: LicencePress;
    qr(url: string): Promise<string>;
    documentFacts: DocumentFactsOf;
  }): void;
}

/** Electronic licences: issue, states, reuse, the register check, verification by anyone. */
export function createLicencesArea(options: {
  platform: Platform;
  audit: AuditArea;
  catalogue: LicenceContent;
  materials: Pick<MaterialsArea, "registerLicences">;
  /** Whose licences the demo county starts with. */
  people: DemoPeople;
}): LicencesArea {
  const { platform, audit, catalogue, materials } = options;
  let facts: LicenceFactsOf = async () => null;
  let readers: LicenceReaders = { material: async () => false, item: async () => false };
  let printing: Parameters<LicencesArea["registerPress"]>[0] | null = null;
  const service = createLicencesService({
    platform,
    audit,
    content: catalogue,
    facts: () => facts,
    mayRead: () => readers,
  });
  const given = (): NonNullable<typeof printing> => {
    if (printing === null) throw noBrowser();
    return printing;
  };
  const qr = (url: string): Promise<string> => given().qr(url);
  /** Printed faces by licence and version: the same licence is the same file until it changes. */
  const printed = new LRUCache<string, Uint8Array>({
    maxSize: 64 * 1024 * 1024,
    sizeCalculation: (pdf) => pdf.length,
  });
  const pdf = async (licence: StoredLicence): Promise<Uint8Array> => {
    const key = `${licence.id}/${licence.version}`;
    const known = printed.get(key);
    if (known !== undefined) return known;
    const verifyUrl = service.verifyUrl(licence.identifier);
    const made = await facePdf({
      platform,
      content: catalogue,
      press: given().press,
      licence,
      type: service.typeOf(licence),
      verifyUrl,
      qr: await qr(verifyUrl),
    }).catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "no-browser") throw noBrowser();
      throw error;
    });
    printed.set(key, made);
    return made;
  };
  registerLicenceRoutes(platform, service, qr, pdf);
  registerPublicRoutes(platform, service, async (id) => printing?.documentFacts(id) ?? null);
  registerLicenceWorkers(platform, service);
  materials.registerLicences(service);
  if (platform.config.demo)
    platform.onReady(async () => seedDemoLicences(service, await demoHolders(options.people)));
  if (platform.config.clock === "virtual") registerTestRegister(platform, service);
  return {
    ...service,
    useCases: (cases) => {
      facts = (caseItemId) => factsFromCases(cases, caseItemId, service.codeOf);
      readers = { material: cases.readsMaterial, item: cases.readsItem };
    },
    registerPress: (port) => {
      printing = port;
    },
  };
}

const noBrowser = (): AppError => new AppError({ code: "no-browser", status: 503, detail: texts.noBrowser });

/** POST /test/registers/:type { down }: a register that does not answer, for tests under the virtual clock. */
function registerTestRegister(platform: Platform, service: LicencesService): void {
  platform.route({
    method: "post",
    path: "//test/registers/:type",
    summary: "Switch a register off and on (only with CLOCK=virtual)",
    tag: "test",
    access: "public",
    params: z.object({ type: z.string() }),
    body: z.object({ down: z.boolean() }),
    response: z.object({ type: z.string(), down: z.boolean() }),
    handler: async ({ params, body }) => {
      await service.setRegisterDown(params.type, body.down);
      return { type: params.type, down: body.down };
    },
  });
}
