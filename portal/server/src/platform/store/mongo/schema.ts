/** A collection's zod schema as a mongoose schema, with the declared indexes. */
import { Schema, type SchemaDefinition } from "mongoose";
import type { CollectionDefinition } from "../port.ts";

interface Def {
  type: string;
  shape?: Record<string, Node>;
  innerType?: Node;
  element?: Node;
  out?: Node;
  getter?: () => Node;
}
interface Node {
  def: Def;
}

/**
 * Types, nesting and indexes as declared. Writes are checked by zod before they come here, and reads are plain
 * documents: mongoose neither casts nor fills in anything, so that what is read is what was checked.
 */
export function mongooseSchema<T extends object>(definition: CollectionDefinition<T>): Schema {
  const root = definition.schema as unknown as Node;
  const schema = new Schema(
    { _id: { type: String, required: true }, version: { type: Number, required: true }, ...shapeOf(root) },
    {
      collection: definition.name,
      versionKey: false,
      strict: true,
      minimize: false,
      autoIndex: false,
      autoCreate: false,
      _id: false,
      id: false,
    },
  );
  for (const group of definition.unique)
    schema.index(keysOf(group), { unique: true, name: `unique(${group.join(",")})` });
  for (const { fields } of definition.indexes) {
    const keys = [...fields.filter((field) => field !== "id"), "id"];
    schema.index(keysOf(keys), { name: `index(${fields.join(",")})` });
  }
  return schema;
}

/** The path of a field as MongoDB keeps it. */
export const pathOf = (field: string): string => (field === "id" ? "_id" : field);

const keysOf = (fields: string[]): Record<string, 1> =>
  Object.fromEntries(fields.map((field) => [pathOf(field), 1]));

function shapeOf(node: Node): SchemaDefinition {
  const { def } = inner(node);
  const entries = Object.entries(def.shape ?? {}).map(([name, part]) => [name, typeOf(part)]);
  return Object.fromEntries(entries) as SchemaDefinition;
}

function typeOf(node: Node): object {
  const { def } = inner(node);
  switch (def.type) {
    case "string":
    case "enum":
    case "literal":
      return { type: String };
    case "number":
    case "int":
      return { type: Number };
    case "boolean":
      return { type: Boolean };
    case "array":
      return { type: [def.element ? memberOf(def.element) : Schema.Types.Mixed], default: undefined };
    case "object":
      return { type: nested(node), default: undefined };
    default:
      return { type: Schema.Types.Mixed };
  }
}

function memberOf(node: Node): unknown {
  const { def } = inner(node);
  if (def.type === "object") return nested(node);
  return (typeOf(node) as { type: unknown }).type;
}

const nested = (node: Node): Schema => new Schema(shapeOf(node), { _id: false, id: false, minimize: false });

/** Behind optional, nullable, defaults and transforms. */
function inner(node: Node): Node {
  const { def } = node;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
      return def.innerType ? inner(def.innerType) : node;
    case "pipe":
      return def.out ? inner(def.out) : node;
    default:
      return node;
  }
}
