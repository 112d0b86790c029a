/** The configuration: environment before `.env` before `onewindow.yaml`, checked as a whole before anything starts. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { parse as parseYaml } from "yaml";
import type { z } from "zod";
import type { Text } from "../text.ts";
import { localUrl } from "./local-url.ts";
import { configSchema, settings, type Setting, type Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";

/** What areas read. Folders are absolute. */
export interface Config extends Omit<Settings, "countyZh" | "countyEn" | "demo"> {
  demo: boolean;
  county: Text;
  /** Epoch milliseconds; used under the virtual clock only. */
  clockStartMs: number;
}

interface Source {
  name: string;
  values: Record<string, unknown>;
}

/**
 * Reads the configuration. `folder` is where `.env` and `onewindow.yaml` are looked for.
 * Throws StartError that names each wrong setting, why it is wrong, and a right example.
 */
export function readConfig(options: {
  env: Record<string, string | undefined>;
  folder: string;
  home: string;
}): Config {
  const sources = [environment(options.env), dotEnv(options.folder), yamlFile(options.folder)];
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const setting of settings) {
    const source = sources.find(({ values: given }) => given[setting.yaml] !== undefined);
    if (!source) continue;
    const value = source.values[setting.yaml];
    const result = setting.schema.safeParse(value);
    if (result.success) values[setting.yaml] = value;
    else faults.push(fault(setting, source, value, result.error));
  }
  if (faults.length > 0) throw new StartError(faults.join("\n"));
  return finish(configSchema.parse(values), options);
}

/** A configuration made of defaults and what is given: for tests and tools. */
export function configWith(given: Partial<Settings>, home: string): Config {
  return finish(configSchema.parse(given), { folder: home, home });
}

function finish(settingsRead: Settings, { folder, home }: { folder: string; home: string }): Config {
  const { countyZh, countyEn, ...rest } = settingsRead;
  if (rest.clock === "virtual" && rest.environment === "production") {
    throw new StartError(
      'CLOCK is "virtual" while NODE_ENV is "production": a server with real cases runs on real time. Example: CLOCK=system',
    );
  }
  if (rest.mongoWithoutTransactions && rest.environment === "production") {
    throw new StartError(
      'MONGODB_WITHOUT_TRANSACTIONS is set while NODE_ENV is "production": real cases need a replica set. Example: MONGODB_URI=mongodb://127.0.0.1:27017/onewindow?replicaSet=rs0',
    );
  }
  if (rest.smtpUrl !== "" && rest.mailFrom === "") {
    throw new StartError(
      "SMTP_URL is set and MAIL_FROM is not: mail needs an address it comes from. Example: MAIL_FROM=no-reply@onewindow.example.gov.cn",
    );
  }
  if (rest.sessionMaxMinutes < rest.sessionIdleMinutes) {
    throw new StartError(
      `SESSION_MAX_MINUTES is ${rest.sessionMaxMinutes}, less than SESSION_IDLE_MINUTES (${rest.sessionIdleMinutes}). Example: SESSION_MAX_MINUTES=720`,
    );
  }
  return {
    ...rest,
    demo: rest.demo ?? rest.environment !== "production",
    county: { zh: countyZh, en: countyEn },
    clockStartMs: Date.parse(rest.clockStart),
    dataDir: path.resolve(folder, rest.dataDir),
    contentDir: rest.contentDir === "" ? home : path.resolve(folder, rest.contentDir),
    processUrl: rest.processUrl === "" ? localUrl(rest.host, rest.port) : rest.processUrl.replace(/\/+$/, ""),
    publicUrl: rest.publicUrl === "" ? localUrl(rest.host, rest.port) : rest.publicUrl.replace(/\/+$/, ""),
  };
}

function fault(setting: Setting, source: Source, value: unknown, error: z.ZodError): string {
  const name = source.name === "onewindow.yaml" ? setting.yaml : setting.env;
  const example =
    source.name === "onewindow.yaml"
      ? `${setting.yaml}: ${setting.example}`
      : `${setting.env}=${setting.example}`;
  const why = error.issues.map((issue) => issue.message.replace(/^Invalid input: /, "")).join("; ");
  const given = setting.secret === true ? "…" : JSON.stringify(value);
  return `${name} is ${given} (${source.name}): ${why}. It means: ${setting.meaning}. Example: ${example}`;
}

function byYamlName(values: Record<string, string | undefined>): Record<string, unknown> {
  return Object.fromEntries(
    settings.map(({ env, yaml }) => [yaml, values[env] === "" ? undefined : values[env]]),
  );
}

const environment = (env: Record<string, string | undefined>): Source => ({
  name: "environment",
  values: byYamlName(env),
});

function dotEnv(folder: string): Source {
  const file = path.join(folder, ".env");
  return { name: ".env", values: existsSync(file) ? byYamlName(parseEnv(readFileSync(file, "utf8"))) : {} };
}

function yamlFile(folder: string): Source {
  const name = "onewindow.yaml";
  const file = path.join(folder, name);
  if (!existsSync(file)) return { name, values: {} };
  let values: unknown;
  try {
    values = parseYaml(readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new StartError(
      `${name} is not YAML: ${error instanceof Error ? error.message.split("\n")[0] : ""} Example: port: 3000`,
    );
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new StartError(`${name} must hold settings by name. Example: port: 3000`);
  }
  const unknown = Object.keys(values).find((key) => !settings.some((setting) => setting.yaml === key));
  if (unknown !== undefined) {
    throw new StartError(
      `${name} has an unknown setting "${unknown}". Settings: ${settings.map((s) => s.yaml).join(", ")}. Example: port: 3000`,
    );
  }
  return { name, values: values as Record<string, unknown> };
}
