import { StartError } from "../platform/config/start-error.ts";
import type { Platform } from "../platform/platform.ts";
import { contentStatus } from "./content-status.ts";
import type { ContentStatus } from "./content-status.ts";
import type { Content } from "./content/content.ts";
import type { ContentFault } from "./content/fault.ts";
import { ContentError, describeFault } from "./content/fault.ts";
import { loadContent } from "./content/load-content.ts";
import { deployContent } from "./deploy.ts";
import { loadPackage } from "./loaded-package.ts";
import type { LoadedPackage } from "./loaded-package.ts";
import { bundleOf } from "./package-model.ts";
import { registerCatalogueRoutes } from "./routes.ts";
import type { CataloguePorts, KnownFacts, OpenDraft, PersonalHome } from "./routes.ts";
import { createCatalogueService } from "./service.ts";
import type { CatalogueService } from "./service.ts";
import { texts } from "./texts.ts";
import { keepVersion, keptVersions } from "./versions.ts";

export {
  isCreditCode,
  itemKinds,
  licenceNumber,
  licenceTypeCodeProblem,
  mod1110,
  readItemCode,
} from "./codes.ts";
export type { Content, Town } from "./content/content.ts";
export { ContentError, describeFault };
export type { ContentFault } from "./content/fault.ts";
export { inspectContent, loadContent } from "./content/load-content.ts";
export type {
  CaseFacts,
  MaterialSource,
  PackageContent,
  PackageItem,
  PackageKnown,
  PackageMaterial,
  PackagePrefill,
  PackageRule,
  PackageSection,
} from "./model.ts";
export type { KnownFacts, OpenDraft, PersonalHome } from "./routes.ts";
export type { CatalogueService, Department } from "./service.ts";
export type { NeededMaterial } from "./situation.ts";
export { wireForm } from "./wire.ts";

export interface CatalogueArea extends CatalogueService {
  /** Given by the cases area: what needs the person, for the home page. */
  registerHome(home: PersonalHome): void;
  /** Given by the cases area: the caller's own open draft of a package. */
  registerDrafts(openDraft: OpenDraft): void;
  /** Given by the cases or licences area: facts that answer questions of a questionnaire. */
  registerKnown(facts: KnownFacts): void;
  /** What runs now and what its check warned of, for the health page. */
  contentStatus(): Promise<ContentStatus[]>;
}

/**
 * The catalogue over the content below `config.contentDir`: checked as a whole, its versions kept, its processes and
 * decisions deployed when they changed. @throws StartError when the content is broken: the server must not start.
 */
export async function createCatalogueArea(options: {
  platform: Platform;
  /** Loaded already (tests). */
  content?: Content | undefined;
}): Promise<CatalogueArea> {
  const { platform } = options;
  const { store, engine, clock, log, config } = platform;
  const now = (): number => clock.now();
  const warnings: ContentFault[] = [];
  const content =
    options.content ??
    (await soundContent(config.contentDir, (text, fault) => {
      warnings.push(fault);
      log.warn({ event: "content-warning" }, text);
    }));

  const live = new Map<string, LoadedPackage>();
  for (const source of content.packages.values()) {
    const bundle = bundleOf(content, source);
    const version = await keepVersion(store, source.definition.version, bundle, now());
    live.set(source.folder, loadPackage(version, bundle, now));
  }
  const kept = new Map<string, LoadedPackage>();
  for (const { packageId, packageVersion: version, content: model, forms, decisions } of await keptVersions(
    store,
  ))
    kept.set(`${packageId}@${version}`, loadPackage(version, { content: model, forms, decisions }, now));

  const ports: CataloguePorts = { personalHome: null, openDraft: null, knownFacts: null };
  const service = createCatalogueService({
    content,
    live,
    kept: (id, version) => kept.get(`${id}@${version}`) ?? null,
  });
  registerCatalogueRoutes(platform, service, content, ports);
  platform.onReady(async () => {
    if (await deployContent({ engine, store, content, now: now() }))
      log.info({ event: "content-deployed", hash: content.hash.slice(0, 12) }, "content deployed");
  });
  return {
    ...service,
    contentStatus: () => contentStatus({ store, packages: service.packages(), hash: content.hash, warnings }),
    registerHome: (home) => {
      ports.personalHome = home;
    },
    registerDrafts: (openDraft) => {
      ports.openDraft = openDraft;
    },
    registerKnown: (facts) => {
      ports.knownFacts = facts;
    },
  };
}

/** The content, or the reasons why the server does not start, each with file, line and remedy. */
async function soundContent(
  dir: string,
  onWarning: (text: string, fault: ContentFault) => void,
): Promise<Content> {
  try {
    return await loadContent(dir, onWarning);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    const lines = error.faults.map(
      (fault) => `  ${describeFault(fault, "zh")}\n    ${fault.message.en} → ${fault.remedy.en}`,
    );
    throw new StartError([texts.brokenContent.zh, texts.brokenContent.en, ...lines].join("\n"));
  }
}
