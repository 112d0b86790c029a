/** Documents and files of an installation: in its data folder, or in the MongoDB that it names. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Config } from "./config/config.ts";
import { openDiskFiles } from "./files/disk.ts";
import type { FilesPort } from "./files/port.ts";
import type { Store } from "./store/port.ts";
import { openSqliteStore } from "./store/sqlite.ts";

export interface Data {
  store: Store;
  files: FilesPort;
}
type Place = Pick<Config, "dataDir" | "mongoUri" | "mongoWithoutTransactions">;

/** Opens both for a server. Throws StartError when MongoDB cannot be used. */
export async function openData(place: Place): Promise<Data> {
  const files = path.join(place.dataDir, "files");
  if (place.mongoUri === "")
    return {
      store: openSqliteStore({ file: path.join(place.dataDir, "app.db") }),
      files: await openDiskFiles(files),
    };
  const [{ openMongoStore }, { openGridFiles }, access] = await Promise.all([
    import("./store/mongo.ts"),
    import("./files/gridfs.ts"),
    connect(place),
  ]);
  return { store: openMongoStore(access), files: await openGridFiles(access, files) };
}

/** The documents for a tool that looks while a server may run; null when there are none yet. */
export async function openDocuments(place: Place): Promise<{ store: Store } | null> {
  const file = path.join(place.dataDir, "app.db");
  if (place.mongoUri === "")
    return existsSync(file) ? { store: openSqliteStore({ file, readOnly: true }) } : null;
  const { openMongoStore } = await import("./store/mongo.ts");
  return { store: openMongoStore(await connect(place)) };
}

/** The driver is loaded where it is used only. */
async function connect({ mongoUri, mongoWithoutTransactions }: Place) {
  const { connectMongo } = await import("./store/mongo.ts");
  return connectMongo({ uri: mongoUri, withoutTransactions: mongoWithoutTransactions });
}
