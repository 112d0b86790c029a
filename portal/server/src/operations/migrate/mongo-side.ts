/** MongoDB: a collection of its own for each, GridFS for files. */
import path from "node:path";
import type { mongo } from "mongoose";
import { openGridFiles } from "../../platform/files/gridfs.ts";
import { connectMongo, type MongoAccess } from "../../platform/store/mongo.ts";
import { markUnfinished, unfinishedMigration } from "../../platform/store/mongo/migration-mark.ts";
import { upgradeMongo } from "../../platform/store/upgrade/mongo-upgrade.ts";
import { formatOf, steps } from "../../platform/store/upgrade/steps.ts";
import type { CellRow } from "../../platform/store/mongo/view.ts";
import type { Raw } from "../../platform/store/mongo/opened.ts";
import { OperationError } from "../errors.ts";
import { operationTexts } from "../texts.ts";
import type { Moved, Side, Target } from "./side.ts";

const unheard = { info: (): void => undefined, warn: (): void => undefined };

export interface MongoPlace {
  dataDir: string;
  mongoUri: string;
  mongoWithoutTransactions: boolean;
}

/** Throws StartError when it cannot be reached, OperationError when it is empty or a server uses it. */
export async function mongoSource(place: MongoPlace, engineId: string | null): Promise<Side> {
  const { access, side } = await opened(place);
  try {
    if (await unfinishedMigration(access))
      throw new OperationError("unfinished", operationTexts.migrate.unfinished);
    if ((await side.collections()).length === 0)
      throw new OperationError("nothing", operationTexts.migrate.noSource("MongoDB"));
    const lease = await databaseOf(access)
      .collection("_leases")
      .findOne({ holder: { $ne: null } });
    const known = await databaseOf(access).collection("_leases").findOne({});
    if (lease !== null) throw new OperationError("in-use", operationTexts.migrate.mongoInUse);
    if (known !== null && known["engine"] !== engineId)
      throw new OperationError("engine-elsewhere", operationTexts.migrate.engineElsewhere);
    await upgradeMongo(access, { log: unheard });
    return side;
  } catch (error) {
    await side.close();
    throw error;
  }
}

/** Throws OperationError when it has data; what an earlier move left unfinished is removed first. */
export async function mongoTarget(place: MongoPlace): Promise<Target> {
  const { access, side } = await opened(place);
  const db = databaseOf(access);
  const drop = async (): Promise<void> => {
    for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
      if (!name.startsWith("system.") && name !== "_migration") await db.collection(name).deleteMany({});
  };
  try {
    if (await unfinishedMigration(access)) await drop();
    else if (await holdsAnything(side))
      throw new OperationError("not-empty", operationTexts.migrate.notEmpty("MongoDB"));
    await markUnfinished(access, true);
  } catch (error) {
    await side.close();
    throw error;
  }
  return {
    ...side,
    async write(collection, documents) {
      await db
        .collection<Raw>(collection)
        .insertMany(documents.map(({ id, version, fields }) => ({ ...fields, _id: id, version })));
    },
    async writeCells(cells) {
      if (cells.length > 0)
        await db.collection<CellRow>("_cells").insertMany(cells.map(({ id, value }) => ({ _id: id, value })));
    },
    async finish() {
      // what was read is of this format: a source is brought to it first
      await upgradeMongo(access, {
        log: unheard,
        steps: [{ to: formatOf(steps), what: "", run: async () => undefined }],
      });
      await markUnfinished(access, false);
    },
  };
}

async function holdsAnything(side: Side): Promise<boolean> {
  for (const name of await side.collections()) if ((await side.count(name)) > 0) return true;
  if ((await side.cells()).length > 0) return true;
  for await (const file of side.files.list({ putBefore: Number.MAX_SAFE_INTEGER })) return file.size >= 0;
  return false;
}

async function opened(place: MongoPlace): Promise<{ access: MongoAccess; side: Side }> {
  const access = await connectMongo({
    uri: place.mongoUri,
    withoutTransactions: place.mongoWithoutTransactions,
  });
  const db = databaseOf(access);
  const files = await openGridFiles(access, path.join(place.dataDir, "files", `process-${process.pid}`));
  return {
    access,
    side: {
      files,
      async collections() {
        const found = await db.listCollections({}, { nameOnly: true }).toArray();
        return found
          .map(({ name }) => name)
          .filter((name) => /^[a-z][a-z0-9-]*$/.test(name))
          .toSorted();
      },
      count: (collection) => db.collection(collection).countDocuments({}),
      async *documents(collection): AsyncGenerator<Moved> {
        for await (const { _id, version, ...fields } of db
          .collection<Raw>(collection)
          .find({})
          .sort({ _id: 1 }))
          yield { id: _id, version, fields };
      },
      async cells() {
        return (await db.collection<CellRow>("_cells").find({}).toArray()).map(({ _id, value }) => ({
          id: _id,
          value,
        }));
      },
      close: () => access.close(),
    },
  };
}

function databaseOf(access: MongoAccess): mongo.Db {
  const { db } = access.connection;
  if (!db) throw new Error("The connection has no database.");
  return db as unknown as mongo.Db;
}
