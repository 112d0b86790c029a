/** Which fields of a collection are declared, and which of them run through an array: read from its zod schema. */
import type { z } from "zod";
import type { CollectionDefinition } from "./port.ts";

export type FieldShape = "scalar" | "array";
/** A declaration or a use of a collection that cannot be right: the programmer's fault, named with its place. */
export class DeclarationError extends Error {
  readonly code = "store-declaration";
  constructor(collection: string, message: string) {
    super(`Collection "${collection}": ${message}`);
    this.name = "DeclarationError";
  }
}

interface Def {
  type: string;
  shape?: Record<string, Node>;
  innerType?: Node;
  element?: Node;
  out?: Node;
  left?: Node;
  right?: Node;
  valueType?: Node;
  options?: Node[];
  getter?: () => Node;
}
interface Node {
  def: Def;
}

const PATH = /^[A-Za-z_]\w*(\.[A-Za-z0-9_-]+)*$/;

/** Every declared field with its shape. Throws DeclarationError for a path that the schema does not have. */
export function declaredFields<T extends object>(
  definition: CollectionDefinition<T>,
): Map<string, FieldShape> {
  const fields = new Map<string, FieldShape>([["id", "scalar"]]);
  if (!/^[a-z][a-z0-9-]*$/.test(definition.name)) {
    throw new DeclarationError(definition.name, "names are kebab-case");
  }
  const groups = [...definition.indexes.map((index) => index.fields), ...definition.unique];
  for (const path of new Set(groups.flat())) {
    if (path === "id") continue;
    if (!PATH.test(path)) throw new DeclarationError(definition.name, `"${path}" is not a dotted path`);
    const shape = shapeAt(definition.schema, path.split("."));
    if (!shape) throw new DeclarationError(definition.name, `its schema has no field "${path}"`);
    fields.set(path, shape);
  }
  for (const { fields: group } of definition.indexes) {
    if (group.filter((path) => fields.get(path) === "array").length > 1) {
      throw new DeclarationError(
        definition.name,
        `index (${group.join(", ")}) has two paths through arrays; declare two indexes`,
      );
    }
  }
  const list = definition.unique.flat().find((path) => fields.get(path) === "array");
  if (list) throw new DeclarationError(definition.name, `unique field "${list}" runs through an array`);
  return fields;
}

function shapeAt(schema: z.ZodType, path: string[]): FieldShape | null {
  return walk(schema as unknown as Node, path, false);
}

function walk(node: Node, path: string[], inArray: boolean): FieldShape | null {
  const { def } = node;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
      return def.innerType ? walk(def.innerType, path, inArray) : null;
    case "pipe":
      return def.out ? walk(def.out, path, inArray) : null;
    case "lazy":
      return def.getter ? walk(def.getter(), path, inArray) : null;
    case "array":
      return def.element ? walk(def.element, path, true) : null;
    case "union": {
      const found = (def.options ?? []).map((option) => walk(option, path, inArray));
      return found.includes("array") ? "array" : (found.find((shape) => shape !== null) ?? null);
    }
    case "intersection": {
      const left = def.left ? walk(def.left, path, inArray) : null;
      return left ?? (def.right ? walk(def.right, path, inArray) : null);
    }
    case "object": {
      const [head, ...rest] = path;
      const next = head === undefined ? undefined : def.shape?.[head];
      return next ? walk(next, rest, inArray) : null;
    }
    case "record":
      return path.length > 0 && def.valueType ? walk(def.valueType, path.slice(1), inArray) : null;
    default:
      return path.length === 0 || def.type === "unknown" || def.type === "any"
        ? inArray
          ? "array"
          : "scalar"
        : null;
  }
}

/** What is known of a collection when a query names its fields. */
export interface Declared {
  name: string;
  fields: ReadonlyMap<string, FieldShape>;
}

/** The shape of a field that a query names. Throws DeclarationError when it is not declared. */
export function shapeOf({ name, fields }: Declared, field: string): FieldShape {
  const shape = fields.get(field);
  if (!shape) {
    throw new DeclarationError(
      name,
      `field "${field}" is not declared; name it in an index (declared: ${[...fields.keys()].join(", ")})`,
    );
  }
  return shape;
}
