/** Opens everything a server needs on its data folder: lock, secrets, store, files, engine; and puts it together. */
import { createEmbeddedEngine, StorageError, type Clock, type WorkflowEngine } from "@onewindow/engine";
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { openVirtualClock, systemClock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import { openDataFolder, type DataFolder } from "./config/data-folder.ts";
import { StartError } from "./config/start-error.ts";
import { createPlatform, type PlatformHost } from "./create-platform.ts";
import { openData } from "./open-data.ts";
import { engineElsewhere } from "./processes/engine-elsewhere.ts";
import type { MongoAccess } from "./store/mongo/connect.ts";

export interface OpenOptions {
  config: Config;
  log: Logger;
  webFolder: string;
  /** Instead of the clock that the configuration names. */
  clock?: Clock;
  realTime?: Clock;
  /** Instead of the embedded engine. */
  engine?: (clock: Clock) => WorkflowEngine;
}

/**
 * Throws StartError with a sentence for the terminal. `stop` gives the folder back. On a MongoDB that several processes
 * use, one of them owns the engine; the others get one that refers to it.
 */
export async function openPlatform(options: OpenOptions): Promise<PlatformHost> {
  const { config, log } = options;
  const folder = openDataFolder(config.dataDir, { shared: config.mongoUri !== "" });
  const opened: (() => Promise<void>)[] = [async () => folder.release()];
  tellDecisions(config, log);
  try {
    const data = await openData(config, log);
    opened.push(() => data.store.close());
    const processes = data.access ? await joinOthers(data.access, folder, log) : undefined;
    if (processes) opened.push(processes.ownership.close, processes.relay.close);
    if (data.access) {
      const { upgradeMongo } = await import("./store/upgrade/mongo-upgrade.ts");
      await upgradeMongo(data.access, { log });
    }
    const clock =
      options.clock ??
      (config.clock === "virtual" ? openVirtualClock(config.dataDir, config.clockStartMs) : systemClock);
    const host = createPlatform({
      config,
      log,
      clock,
      realTime: options.realTime,
      webFolder: options.webFolder,
      secret: (name) => folder.secret(name),
      store: data.store,
      files: data.files,
      processes,
      engine:
        processes?.ownership.owns === false
          ? engineElsewhere()
          : options.engine
            ? options.engine(clock)
            : await openEngine(config, log, clock),
    });
    let stopped: Promise<void> | null = null;
    return { ...host, stop: () => (stopped ??= stopAndRelease(host, folder)) };
  } catch (error) {
    for (const close of opened.toReversed()) await close().catch(() => undefined);
    throw error;
  }
}

/** What this start takes from its configuration, one line: nobody has to guess afterwards. No secret is in it. */
function tellDecisions(config: Config, log: Logger): void {
  const { environment, dataDir, mongoUri, contentDir, clock, demo, trustProxy, pdfTabs } = config;
  log.info(
    {
      event: "start",
      environment,
      node: process.version,
      dataDir,
      data: mongoUri === "" ? "folder" : "mongodb",
      contentDir,
      clock,
      demo,
      trustProxy,
      pdfTabs,
      metrics: config.metricsToken === "" ? "this machine" : "token",
      draftKeptDays: config.draftKeptDays,
      messageKeptDays: config.messageKeptDays,
    },
    "the server starts",
  );
}

async function joinOthers(access: MongoAccess, folder: DataFolder, log: Logger) {
  const [{ joinProcesses }, { openSharedEvents }] = await Promise.all([
    import("./processes/ownership.ts"),
    import("./processes/shared-events.ts"),
  ]);
  const ownership = await joinProcesses({ access, folder, log });
  try {
    return { ownership, relay: await openSharedEvents({ access, run: randomUUID(), log }) };
  } catch (error) {
    await ownership.close();
    throw error;
  }
}

async function openEngine(config: Config, log: Logger, clock: Clock): Promise<WorkflowEngine> {
  try {
    return await createEmbeddedEngine({ dataDir: config.dataDir, clock, logger: log });
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new StartError(
      `The workflow engine cannot use the data folder ${config.dataDir}: ${error.message}`,
    );
  }
}

async function stopAndRelease(host: PlatformHost, folder: DataFolder): Promise<void> {
  try {
    await host.stop();
  } finally {
    folder.release();
  }
}
