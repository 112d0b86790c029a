/** Test support: the real platform, identity and audit, with this repository's shared content read as it is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { createAuditArea, type AuditArea } from "../../audit/index.ts";
import { createIdentityArea } from "../../identity/index.ts";
import {
  createLicencesArea,
  type LicenceContent,
  type LicencesArea,
  type LicenceType,
} from "../../licences/index.ts";
import { createMaterialsArea, type MaterialsArea } from "../../materials/index.ts";
import {
  createNotificationsArea,
  type MessageContent,
  type MessageTemplate,
  type NotificationsArea,
} from "../../notifications/index.ts";
import type { Settings } from "../../platform/config/settings.ts";
import { createTestPlatform, type TestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { Text } from "../../platform/text.ts";
import {
  createDocumentsArea,
  type DocumentContent,
  type DocumentKind,
  type DocumentOrgan,
  type DocumentsArea,
  type Printer,
} from "../index.ts";
import { createJobDesk, type JobDesk } from "./job-desk.ts";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const yaml = <T>(file: string): T => parse(readFileSync(join(root, file), "utf8")) as T;

export type TestContent = DocumentContent &
  LicenceContent &
  MessageContent & { templates: Map<string, string> };

export function readTestContent(): TestContent {
  const { departments } = yaml<{ departments: DocumentOrgan[] }>("processes/shared/departments.yaml");
  const { documents, seals } = yaml<{ documents: DocumentKind[]; seals: Record<string, Text> }>(
    "processes/shared/documents.yaml",
  );
  const { licenceTypes } = yaml<{ licenceTypes: LicenceType[] }>("processes/shared/licence-types.yaml");
  const messages = ["cases", "channels"].flatMap(
    (file) => yaml<{ messages: MessageTemplate[] }>(`templates/messages/${file}.yaml`).messages,
  );
  const templates = new Map<string, string>();
  const partials: Record<string, string> = {};
  for (const file of readdirSync(join(root, "templates"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".hbs")) continue;
    const name = file.replaceAll("\\", "/").replace(/(\/document)?\.hbs$/, "");
    const source = readFileSync(join(root, "templates", file), "utf8");
    if (name.startsWith("partials/")) partials[name.slice("partials/".length)] = source;
    else templates.set(name, source);
  }
  const byId = <T extends { id: string }>(list: T[], id: string): T | null =>
    list.find((one) => one.id === id) ?? null;
  return {
    templates,
    documentKind: (id) => byId(documents, id),
    seal: (id) => seals[id] ?? null,
    organ: (id) => byId(departments, id),
    template: (name) => templates.get(name) ?? null,
    partials: () => partials,
    licenceType: (id) => byId(licenceTypes, id),
    licenceTypes: () => licenceTypes,
    town: (code) => (code === "370783001" ? { name: { zh: "圣城街道", en: "Shengcheng" } } : null),
    messageTemplate: (id) => byId(messages, id),
  };
}

export interface TestCounty extends TestPlatform {
  desk: JobDesk;
  content: TestContent;
  audit: AuditArea;
  notifications: NotificationsArea;
  materials: MaterialsArea;
  licences: LicencesArea;
  documents: DocumentsArea;
}

type Areas = Omit<TestCounty, keyof TestPlatform> & Pick<TestPlatform, "platform">;

/** `also` adds areas before the server starts. */
export async function createTestCounty(
  options: { also?: (areas: Areas) => void; printer?: Printer; settings?: Partial<Settings> } = {},
): Promise<TestCounty> {
  let desk: JobDesk | null = null;
  const host = await createTestPlatform({
    settings: options.settings,
    engine: (clock) => {
      desk = createJobDesk(clock);
      return desk.engine;
    },
  });
  if (desk === null) throw new Error("the platform took no engine");
  const { platform } = host;
  const content = readTestContent();
  const audit = createAuditArea(platform);
  const identity = createIdentityArea({ platform, audit });
  const notifications = createNotificationsArea({ platform, audit, catalogue: content, people: identity });
  const materials = createMaterialsArea({ platform, audit });
  const licences = createLicencesArea({ platform, audit, catalogue: content, materials, people: identity });
  const documents = createDocumentsArea({
    platform,
    audit,
    catalogue: content,
    notifications,
    licences,
    printer: options.printer,
  });
  options.also?.({ platform, desk, content, audit, notifications, materials, licences, documents });
  await host.client(); // starts the server: workers are open, the demo county is there
  return { ...host, desk, content, audit, notifications, materials, licences, documents };
}
