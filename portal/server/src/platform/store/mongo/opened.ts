/** A collection as MongoDB keeps it: the document's fields beside `_id` and `version`. */
import type { Connection, mongo } from "mongoose";
import { declaredFields, type Declared } from "../declared.ts";
import type { CollectionDefinition, Stored } from "../port.ts";
import { mongooseSchema } from "./schema.ts";

export interface Raw {
  _id: string;
  version: number;
  [field: string]: unknown;
}

export interface Opened {
  definition: CollectionDefinition<object>;
  declared: Declared;
  native: mongo.Collection<Raw>;
  /** Resolves when the collection and its indexes are there. */
  ready: Promise<void>;
}

const PREPARE_TRIES = 5;
const PREPARE_PAUSE_MS = 50;

/** Makes the model and begins to bring the indexes to what is declared. */
export function openCollection<T extends object>(
  connection: Connection,
  definition: CollectionDefinition<T>,
): Opened {
  const declared = { name: definition.name, fields: declaredFields(definition) };
  const model = connection.model(definition.name, mongooseSchema(definition));
  const ready = prepared(async () => {
    await model.createCollection();
    await model.syncIndexes();
  });
  // whoever reads or writes hears of it; nobody else must fall over it
  ready.catch(() => undefined);
  return {
    definition: definition as unknown as CollectionDefinition<object>,
    declared,
    native: model.collection as unknown as mongo.Collection<Raw>,
    ready,
  };
}

/** Several processes that start at once make the same collections and indexes: who finds the other at it looks again. */
async function prepared(prepare: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await prepare();
    } catch (error) {
      if (attempt === PREPARE_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * PREPARE_PAUSE_MS));
    }
}

export function documentOf<T extends object>({ _id, ...rest }: Raw): T & Stored {
  return Object.assign(rest as unknown as T, { id: _id, version: rest.version });
}
