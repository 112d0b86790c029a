/** `onewindow migrate mongodb | folder`: with the server stopped, on the data folder that has the engine's state. */
import { openDataFolder } from "../../platform/config/data-folder.ts";
import { StartError } from "../../platform/config/start-error.ts";
import type { Text } from "../../platform/text.ts";
import type { Progress } from "../backup.ts";
import { OperationError } from "../errors.ts";
import { operationTexts } from "../texts.ts";
import { folderSource, folderTarget, setAside } from "./folder-side.ts";
import { move, type MoveResult } from "./migrate.ts";
import type { MongoPlace } from "./mongo-side.ts";

export type Direction = "mongodb" | "folder";

/** Answers what was moved, and what to tell the operator. Throws OperationError; nothing counts then. */
export async function migrate(
  direction: Direction,
  place: MongoPlace,
  onProgress: Progress,
): Promise<MoveResult & { told: Text }> {
  if (place.mongoUri === "") throw new OperationError("no-mongo", operationTexts.migrate.noUri);
  const folder = lockedFolder(place.dataDir);
  try {
    // the driver is loaded where it is used only
    const { mongoSource, mongoTarget } = await import("./mongo-side.ts");
    const source =
      direction === "mongodb"
        ? await folderSource(place.dataDir)
        : await mongoSource(place, folder.engineId());
    try {
      const target = direction === "mongodb" ? await mongoTarget(place) : await folderTarget(place.dataDir);
      try {
        const result = await move(source, target, onProgress);
        return { ...result, told: operationTexts.migrate.done(direction, result.documents, result.files) };
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  } finally {
    folder.release();
  }
}

/** What lay in the folder before it was moved to MongoDB; answers the names under which it is kept. */
export async function keepMoved(direction: Direction, dataDir: string, at: Date): Promise<string[]> {
  return direction === "mongodb" ? setAside(dataDir, at) : [];
}

function lockedFolder(dataDir: string) {
  try {
    return openDataFolder(dataDir);
  } catch (error) {
    if (error instanceof StartError) throw new OperationError("in-use", operationTexts.inUse(dataDir));
    throw error;
  }
}
