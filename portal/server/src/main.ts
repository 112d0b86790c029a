/** The server: reads the configuration, opens the ports, builds the areas, listens; Ctrl-C stops it cleanly. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { assembleAreas } from "./assemble.ts";
import { banner } from "./banner.ts";
import { cases } from "./cases/index.ts";
import { seedDemoCases } from "./demo/index.ts";
import { DEMO_PASSWORD, hasAdministrator, persons } from "./identity/index.ts";
import { createOperationsArea } from "./operations/index.ts";
import { readConfig, type Config } from "./platform/config/config.ts";
import { localUrl } from "./platform/config/local-url.ts";
import { StartError } from "./platform/config/start-error.ts";
import type { PlatformHost } from "./platform/create-platform.ts";
import { assertPortFree } from "./platform/http/listen.ts";
import { createLog, terminalLog } from "./platform/log.ts";
import { openPlatform } from "./platform/open-platform.ts";

const HOME = fileURLToPath(new URL("../../../", import.meta.url));

async function main(): Promise<void> {
  // databases and files hold personal data, also in a data folder that others may enter
  process.umask(0o077);
  try {
    const config = readConfig({ env: process.env, folder: process.cwd(), home: HOME });
    await assertPortFree(config);
    // at a terminal the lines of the log would bury what people are to read
    const log = process.stdout.isTTY
      ? terminalLog(config.logLevel, config.dataDir)
      : createLog(config.logLevel);
    await live(config, log);
  } catch (error) {
    const known = error instanceof StartError;
    process.stderr.write(
      `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  }
}

/**
 * With a single process, or as long as another one owns the engine, this is one life. A process that may take over from
 * an owner that is gone closes and opens anew at the same address, as the owner.
 */
async function live(config: Config, log: Logger): Promise<void> {
  const now: { host: PlatformHost | null } = { host: null };
  stopOnSignals(now, log);
  for (;;) {
    const host = await openPlatform({ config, log, webFolder: path.join(HOME, "portal/web/dist") });
    now.host = host;
    config.port = await serve(host, config);
    if ((await host.ended) === "lost") {
      // whatever this process still does, it must not do any more
      process.stderr.write("Another process owns the engine now; this one ends.\n");
      process.exit(1);
    }
    await host.stop();
  }
}

async function serve(host: PlatformHost, config: Config): Promise<number> {
  try {
    const { upkeep } = await assembleAreas(host.platform);
    createOperationsArea(host.platform, upkeep);
    const port = await host.start();
    const demo = await host.platform.store
      .collection(persons)
      .find({ filter: { exists: ["demo.order", true] }, sort: ["demo.order"] });
    const accounts = demo.rows.map(({ username, name, demo: shown }) => ({
      username,
      who: shown?.who ?? { zh: name, en: name },
    }));
    const administrator = await hasAdministrator(host.platform.store);
    process.stdout.write(
      banner({ config, port, accounts, password: DEMO_PASSWORD, seconds: process.uptime(), administrator }),
    );
    if (!administrator)
      host.platform.log.warn(
        { event: "no-administrator" },
        "nobody can administer this installation: stop it and run `node bin/onewindow.mjs admin create`",
      );
    host.platform.log.info({ event: "listening", port, owns: host.owns }, "listening");
    if (host.owns) await startDemoCases(host, config, port);
    return port;
  } catch (error) {
    await host.stop().catch(() => undefined);
    throw error;
  }
}

/** On the first start of a demo county: its first cases, filed in the background while the server already serves. */
async function startDemoCases(host: PlatformHost, config: Config, port: number): Promise<void> {
  const { store, log, onClose } = host.platform;
  if (!config.demo || config.clock === "virtual" || config.environment === "test") return;
  if ((await store.collection(cases).count()) > 0) return;
  const abort = new AbortController();
  const run = seedDemoCases({
    url: localUrl(config.host, port),
    password: DEMO_PASSWORD,
    signal: abort.signal,
  }).then(
    (filed) => log.info({ event: "demo-cases", filed }, "demo cases filed"),
    (error: unknown) => {
      if (!abort.signal.aborted) log.warn({ err: error, event: "demo-cases" }, "demo cases not filed");
    },
  );
  onClose(async () => {
    abort.abort();
    await run;
  });
}

/** The first signal stops in order; a second one does not wait. */
function stopOnSignals(now: { host: PlatformHost | null }, log: Logger): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(130);
    stopping = true;
    log.info({ event: "stopping", signal }, "stopping");
    if (now.host === null) process.exit(0);
    now.host.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("unhandledRejection", (error) => {
    log.fatal({ err: error }, "a promise was rejected and nobody looked");
    stop("unhandledRejection");
  });
}

await main();
