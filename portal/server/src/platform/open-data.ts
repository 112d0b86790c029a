/** Documents and files of an installation: in its data folder, or in the MongoDB that it names. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import { StartError } from "./config/start-error.ts";
import { openDiskFiles } from "./files/disk.ts";
import type { FilesPort } from "./files/port.ts";
import type { MongoAccess } from "./store/mongo/connect.ts";
import type { Store } from "./store/port.ts";
import { openSqliteStore } from "./store/sqlite.ts";
import { upgradeSqlite } from "./store/upgrade/sqlite-upgrade.ts";

export interface Data {
  store: Store;
  files: FilesPort;
  /** The connection to MongoDB that both are on; null on the data folder. */
  access: MongoAccess | null;
}
type Place = Pick<Config, "dataDir" | "mongoUri" | "mongoWithoutTransactions">;

/** For tools that have no log. */
const unheard: Pick<Logger, "info"> = { info: () => undefined };

/**
 * Opens both for a server. Documents in the data folder are brought to the format of today. Throws StartError when
 * MongoDB cannot be used, or the data are of a newer version.
 */
export async function openData(place: Place, log: Pick<Logger, "info"> = unheard): Promise<Data> {
  const files = path.join(place.dataDir, "files");
  if (place.mongoUri === "") {
    await upgradeSqlite(path.join(place.dataDir, "app.db"), { log, now: new Date() });
    return {
      store: openSqliteStore({ file: path.join(place.dataDir, "app.db") }),
      files: await openDiskFiles(files),
      access: null,
    };
  }
  const [{ openMongoStore }, { openGridFiles }, { unfinishedMigration }, access] = await Promise.all([
    import("./store/mongo.ts"),
    import("./files/gridfs.ts"),
    import("./store/mongo/migration-mark.ts"),
    connect(place),
  ]);
  if (await unfinishedMigration(access)) {
    await access.close();
    throw new StartError(
      "Data were being moved into this MongoDB and not all of them are there. Move them again (`node bin/onewindow.mjs migrate mongodb`), or start without MONGODB_URI.",
    );
  }
  return { store: openMongoStore(access), files: await openGridFiles(access, ownFolder(files)), access };
}

/** The documents for a tool that looks while a server may run; null when there are none yet. */
export async function openDocuments(place: Place): Promise<{ store: Store } | null> {
  const file = path.join(place.dataDir, "app.db");
  if (place.mongoUri === "")
    return existsSync(file) ? { store: openSqliteStore({ file, readOnly: true }) } : null;
  const { openMongoStore } = await import("./store/mongo.ts");
  return { store: openMongoStore(await connect(place)) };
}

/** Where files of this process wait until they are checked; several processes may look into one data folder. */
function ownFolder(files: string): string {
  mkdirSync(files, { recursive: true });
  for (const name of readdirSync(files)) {
    const pid = /^process-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !lives(Number(pid)))
      rmSync(path.join(files, name), { recursive: true, force: true });
  }
  return path.join(files, `process-${process.pid}`);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The driver is loaded where it is used only. */
async function connect({ mongoUri, mongoWithoutTransactions }: Place) {
  const { connectMongo } = await import("./store/mongo.ts");
  return connectMongo({ uri: mongoUri, withoutTransactions: mongoWithoutTransactions });
}
