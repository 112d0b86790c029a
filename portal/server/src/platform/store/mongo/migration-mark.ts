/** Stands in a database while data are moved into it: half of an installation is none. */
import type { mongo } from "mongoose";
import type { MongoAccess } from "./connect.ts";

interface Mark {
  _id: "migration";
  at: Date;
}

const marks = (access: MongoAccess): mongo.Collection<Mark> =>
  access.connection.collection("_migration") as unknown as mongo.Collection<Mark>;

export async function unfinishedMigration(access: MongoAccess): Promise<boolean> {
  return (await marks(access).findOne({ _id: "migration" })) !== null;
}

export async function markUnfinished(access: MongoAccess, unfinished: boolean): Promise<void> {
  if (unfinished) await marks(access).replaceOne({ _id: "migration" }, { at: new Date() }, { upsert: true });
  else await marks(access).deleteOne({ _id: "migration" });
}
