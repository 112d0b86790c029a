/** Puts the areas together in their order; a later area is given to an earlier one as a small port. */
import { createAuditArea, createAuditReading, registerAuditRoutes } from "./audit/index.ts";
import type { AuditArea } from "./audit/index.ts";
import { createCasesArea } from "./cases/index.ts";
import type { CasesArea } from "./cases/index.ts";
import { createCatalogueArea } from "./catalogue/index.ts";
import type { CatalogueArea, Content } from "./catalogue/index.ts";
import { createClocksArea } from "./clocks/index.ts";
import type { ClocksArea } from "./clocks/index.ts";
import { createDeskArea } from "./desk/index.ts";
import { createDocumentsArea } from "./documents/index.ts";
import type { DocumentsArea } from "./documents/index.ts";
import { createDossierArea } from "./dossier/index.ts";
import type { DossierArea } from "./dossier/index.ts";
import { createHealthArea } from "./health/index.ts";
import { createIdentityArea, departmentNames, named } from "./identity/index.ts";
import type { IdentityArea } from "./identity/index.ts";
import { createLicencesArea } from "./licences/index.ts";
import type { LicencesArea } from "./licences/index.ts";
import { createMaterialsArea } from "./materials/index.ts";
import { createNotificationsArea } from "./notifications/index.ts";
import { createOutbox } from "./outbox/index.ts";
import { createPeopleArea } from "./people/index.ts";
import type { Platform } from "./platform/platform.ts";
import { createPresenceArea } from "./presence/index.ts";
import { createSearchArea } from "./search/index.ts";
import { createRatingsArea } from "./ratings/index.ts";
import { createRepairArea } from "./repair/index.ts";
import { createTasksArea } from "./tasks/index.ts";
import type { TasksArea } from "./tasks/index.ts";
import { createWhyArea } from "./why/index.ts";
import { createVisitsArea } from "./visits/index.ts";
import { createUpkeepArea, type Upkeep } from "./upkeep/index.ts";

export interface Areas {
  audit: AuditArea;
  identity: IdentityArea;
  catalogue: CatalogueArea;
  clocks: ClocksArea;
  documents: DocumentsArea;
  licences: LicencesArea;
  cases: CasesArea;
  tasks: TasksArea;
  dossier: DossierArea;
  upkeep: Upkeep;
}

/** @throws ContentError when the content is broken: the server must not start. */
export async function assembleAreas(platform: Platform, options: { content?: Content } = {}): Promise<Areas> {
  const audit = createAuditArea(platform);
  const identity = createIdentityArea({ platform, audit });
  const catalogue = await createCatalogueArea({ platform, content: options.content });
  const outbox = createOutbox({ platform });
  const clocks = createClocksArea({
    platform,
    audit,
    outbox,
    catalogue,
    endOfBusiness: catalogue.endOfBusiness(),
  });
  const notifications = createNotificationsArea({ platform, audit, catalogue, people: identity });
  const materials = createMaterialsArea({ platform, audit });
  const licences = createLicencesArea({ platform, audit, catalogue, materials, people: identity });
  const documents = createDocumentsArea({ platform, audit, catalogue, notifications, licences });
  const cases = createCasesArea({
    platform,
    audit,
    clocks,
    outbox,
    catalogue,
    materials,
    licences,
    accounts: identity,
    documents,
    notifications,
    people: identity,
    division: () => catalogue.county().division,
  });
  const tasks = createTasksArea({
    platform,
    audit,
    cases,
    clocks,
    outbox,
    identity,
    catalogue,
    documents,
    notifications,
  });
  const reading = createAuditReading(platform.store, {
    personName: identity.personName,
    departmentName: (id) => catalogue.organ(id)?.name ?? { zh: id, en: id },
    postName: identity.postName,
  });
  registerAuditRoutes({ platform, audit, reading });
  const dossier = createDossierArea({
    platform,
    audit,
    reading,
    materials,
    cases,
    clocks,
    identity,
    documents,
    notifications,
    tasks,
  });

  createSearchArea({ platform, audit, identity, cases, notifications });
  createPeopleArea({
    platform,
    audit,
    identity,
    tasks,
    departments: () => [
      ...catalogue.departments(),
      // administers the system, handles no item: not among the content's departments
      { id: "county", name: named(departmentNames, "county") },
    ],
  });
  createWhyArea({ platform, audit, identity, cases, tasks });
  const visits = createVisitsArea({
    platform,
    audit,
    cases,
    clocks,
    outbox,
    people: identity,
    documents,
    materials,
    notifications,
  });
  createDeskArea({
    platform,
    audit,
    cases,
    clocks,
    tasks,
    people: identity,
    documents,
    licences,
    notifications,
  });

  createRatingsArea({
    platform,
    audit,
    cases,
    clocks,
    outbox,
    catalogue,
    people: identity,
    notifications,
  });

  const upkeep = createUpkeepArea({
    platform,
    audit,
    materials,
    // whoever keeps hashes of files stands here: other bytes go
    holders: [materials.holdsFiles, documents.holdsFiles, visits.holdsFiles, dossier.holdsFiles],
  });
  createPresenceArea({
    platform,
    mayLook: {
      task: (actor, id) => tasks.maySee(actor, id),
      case: async (actor, id) => {
        const theCase = actor.capacityKind === "post" ? await cases.case(id) : null;
        return (
          theCase !== null &&
          theCase.departments.includes(actor.department ?? "") &&
          identity.can(actor, "read", "case", theCase) &&
          !(await cases.accounts.isOwn(actor.personId, theCase.applicant))
        );
      },
      draft: (actor, id) =>
        cases.draftFor(actor, id).then(
          () => true,
          () => false,
        ),
    },
  });
  const health = createHealthArea({ platform, audit, catalogue, documents, messages: notifications });
  createRepairArea({
    platform,
    audit,
    retry: (actor, key) => health.retry(actor, key),
    itemName: async (caseItemId) => (await cases.item(caseItemId))?.name ?? null,
  });

  identity.useUnread((actor) => notifications.unhandled(actor));
  identity.useDepartments((id) => catalogue.organ(id)?.name ?? null);
  licences.useCases(cases);
  catalogue.registerHome((actor) => cases.summary(actor));
  catalogue.registerDrafts((actor, packageId) => cases.openDraftOf(actor, packageId));
  catalogue.registerKnown(async (actor) => {
    const applicant = await cases.accounts.applicant(actor);
    const own = await licences.licencesOf({ kind: applicant.kind, id: applicant.id });
    return { applicant: { kind: await cases.accounts.kindOf(applicant) }, licences: own };
  });
  return { audit, identity, catalogue, clocks, documents, licences, cases, tasks, dossier, upkeep };
}
