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

/** Makes the model and begins to bring the indexes to what is declared. */
export function openCollection<T extends object>(
  connection: Connection,
  definition: CollectionDefinition<T>,
): Opened {
  const declared = { name: definition.name, fields: declaredFields(definition) };
  const model = connection.model(definition.name, mongooseSchema(definition));
  const ready = (async () => {
    await model.createCollection();
    await model.syncIndexes();
  })();
  // whoever reads or writes hears of it; nobody else must fall over it
  ready.catch(() => undefined);
  return {
    definition: definition as unknown as CollectionDefinition<object>,
    declared,
    native: model.collection as unknown as mongo.Collection<Raw>,
    ready,
  };
}

export function documentOf<T extends object>({ _id, ...rest }: Raw): T & Stored {
  return Object.assign(rest as unknown as T, { id: _id, version: rest.version });
}
