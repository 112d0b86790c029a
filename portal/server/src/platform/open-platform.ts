/** Opens everything a server needs on its data folder: lock, secrets, store, files, engine; and puts it together. */
import { createEmbeddedEngine, StorageError, type Clock, type WorkflowEngine } from "@onewindow/engine";
import type { Logger } from "pino";
import { openVirtualClock, systemClock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import { openDataFolder, type DataFolder } from "./config/data-folder.ts";
import { StartError } from "./config/start-error.ts";
import { createPlatform, type PlatformHost } from "./create-platform.ts";
import { openData, type Data } from "./open-data.ts";

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

/** Throws StartError with a sentence for the terminal. `stop` gives the folder back. */
export async function openPlatform(options: OpenOptions): Promise<PlatformHost> {
  const { config, log } = options;
  const folder = openDataFolder(config.dataDir);
  let data: Data | null = null;
  try {
    const clock =
      options.clock ??
      (config.clock === "virtual" ? openVirtualClock(config.dataDir, config.clockStartMs) : systemClock);
    data = await openData(config);
    const host = createPlatform({
      config,
      log,
      clock,
      realTime: options.realTime,
      webFolder: options.webFolder,
      secret: (name) => folder.secret(name),
      ...data,
      engine: options.engine ? options.engine(clock) : await openEngine(config, log, clock),
    });
    return { ...host, stop: () => stopAndRelease(host, folder) };
  } catch (error) {
    await data?.store.close();
    folder.release();
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
