/** Brings the documents in MongoDB to the format of today. Only the process that owns the engine may; it does so alone. */
import type { mongo } from "mongoose";
import type { Logger } from "pino";
import { StartError } from "../../config/start-error.ts";
import type { MongoAccess } from "../mongo/connect.ts";
import type { Raw } from "../mongo/opened.ts";
import { formatOf, steps as allSteps, tooNew, type Documents, type UpgradeStep } from "./steps.ts";

interface Format {
  _id: "format";
  version: number;
}

/** A copy is the operator's part (mongodump): the log says so. Steps may come twice after a crash, and must bear it. */
export async function upgradeMongo(
  access: MongoAccess,
  options: { log: Pick<Logger, "info" | "warn">; steps?: readonly UpgradeStep[] },
): Promise<void> {
  const { log, steps = allSteps } = options;
  const known = formatOf(steps);
  const formats = access.connection.collection("_format") as unknown as mongo.Collection<Format>;
  const found = (await formats.findOne({ _id: "format" }))?.version ?? 0;
  if (found > known) throw new StartError(tooNew("MongoDB", found, known));
  if (found === known) {
    log.info({ event: "data-format", format: found }, "the data are of this version's format");
    return;
  }
  log.warn(
    { event: "data-upgrade", from: found, to: known },
    "documents in MongoDB are brought up; no copy is made here: keep a dump of before",
  );
  for (const step of steps.filter(({ to }) => to > found)) {
    await step.run(documentsOf(access));
    await formats.replaceOne({ _id: "format" }, { version: step.to }, { upsert: true });
    log.info({ event: "data-upgraded", format: step.to, what: step.what }, "one format further");
  }
}

function documentsOf(access: MongoAccess): Documents {
  return {
    async rewrite(collection, change) {
      const native = access.connection.collection(collection) as unknown as mongo.Collection<Raw>;
      let changed = 0;
      for await (const { _id, version, ...fields } of native.find({})) {
        const next = change(fields);
        if (next === null) continue;
        await native.replaceOne({ _id, version }, { ...next, version: version + 1 });
        changed += 1;
      }
      return changed;
    },
  };
}
