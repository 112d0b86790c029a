/** Item definitions: the types of a model, and how values are fitted to them (DMN 1.5, 7.3.3 and 10.3.2.9.4). */
import {
  compileUnaryTests,
  FeelDate,
  FeelDateTime,
  isContext,
  isInstance,
  isList,
  isTypeName,
} from "../feel/index.ts";
import type { Dialect, FeelUnaryTests, FeelValue, NameTree, Runtime, TypeRef } from "../feel/index.ts";
import type { Place } from "./place.ts";
import { child, childrenOf, textOf, typeRefOf } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

/** A type; `null` stands for Any. */
export type ItemType = {
  name: string;
  /** Tests that each value (of a list: each element) must pass. */
  allowed: FeelUnaryTests | null;
  /** Tests that the whole value must pass (DMN 1.5 `typeConstraint`). */
  constraint: FeelUnaryTests | null;
} & (
  | { kind: "simple"; of: TypeRef }
  /** Another type by the name that the file of this namespace gives it. */
  | { kind: "alias"; of: string; namespace: string }
  | { kind: "list"; of: ItemType }
  | { kind: "struct"; components: { name: string; type: ItemType | null }[] }
  | { kind: "function"; parameters: { name: string; type: ItemType | null }[]; result: ItemType | null }
  | { kind: "any" }
);

type FunctionShape = Pick<Extract<ItemType, { kind: "function" }>, "kind" | "parameters" | "result">;

/** Names of imports by the namespace of the importing file, then by the imported namespace. */
export type Imports = ReadonlyMap<string, ReadonlyMap<string, string>>;

export class TypeTable {
  private readonly types = new Map<string, ItemType>();
  private readonly places = new Map<string, Place>();
  private readonly imports: Imports;
  readonly dialect: Dialect;

  constructor(dialect: Dialect, imports: Imports = new Map()) {
    this.dialect = dialect;
    this.imports = imports;
  }

  /** Adds the item definitions of a file. */
  add(definitions: XmlElement, namespace: string, place: Place): void {
    for (const item of childrenOf(definitions, "itemDefinition")) {
      const name = item.attributes["name"] ?? "";
      const at = place.in(`itemDefinition "${name}"`, item);
      this.types.set(keyOf(namespace, name), this.read(item, namespace, at));
      this.places.set(keyOf(namespace, name), at);
    }
  }

  /**
   * Refuses types that are made of nothing but each other; inside of a component a type may stand again. Zeebe does not
   * look at types at all. @throws DmnError
   */
  refuseCycles(): void {
    if (this.dialect === "zeebe") return;
    for (const [start, place] of this.places) {
      const first = this.types.get(start) ?? null;
      const path: ItemType[] = [];
      for (let type = first; type !== null && !path.includes(type); type = this.madeOf(type)) {
        path.push(type);
        if (this.madeOf(type) !== first) continue;
        const names = [...path, first].map((one) => one?.name ?? "").join(" → ");
        throw place.error("CYCLE", {
          zh: `类型循环引用：${names}。`,
          en: `types are made of each other in a circle: ${names}.`,
        });
      }
    }
  }

  /** The type that a type only renames or lists. */
  private madeOf(type: ItemType): ItemType | null {
    let inner: ItemType = type;
    while (inner.kind === "list") inner = inner.of;
    return inner.kind === "alias" ? this.find(inner.of, inner.namespace) : null;
  }

  private read(item: XmlElement, namespace: string, place: Place): ItemType {
    const name = item.attributes["name"] ?? "";
    const allowed = this.tests(child(item, "allowedValues"), place);
    const constraint = this.tests(child(item, "typeConstraint"), place);
    const collection = item.attributes["isCollection"] === "true";
    const components = childrenOf(item, "itemComponent");
    const reference = typeRefOf(item);
    const own = { name, allowed, constraint: collection ? null : constraint };
    let type: ItemType;
    if (components.length > 0) {
      type = {
        ...own,
        kind: "struct",
        components: components.map((c) => ({
          name: c.attributes["name"] ?? "",
          type: this.read(c, namespace, place.in(`itemComponent "${c.attributes["name"] ?? ""}"`, c)),
        })),
      };
    } else if (child(item, "functionItem")) type = { ...own, ...this.functionItem(item, namespace) };
    else if (reference === undefined) type = { ...own, kind: "any" };
    else type = { ...own, ...referenceTo(reference, namespace) };
    return collection ? { name, allowed: null, constraint, kind: "list", of: type } : type;
  }

  private functionItem(item: XmlElement, namespace: string): FunctionShape {
    const written = child(item, "functionItem") as XmlElement;
    const typed = (reference: string | undefined): ItemType | null =>
      reference === undefined
        ? null
        : { ...plain(bareType(reference)), ...referenceTo(reference, namespace) };
    return {
      kind: "function",
      parameters: childrenOf(written, "parameters").map((p) => ({
        name: p.attributes["name"] ?? "",
        type: typed(typeRefOf(p)),
      })),
      result: typed(written.attributes["outputTypeRef"]),
    };
  }

  private tests(holder: XmlElement | undefined, place: Place): FeelUnaryTests | null {
    const text = textOf(holder);
    if (!holder || !text || this.dialect === "zeebe") return null;
    try {
      return compileUnaryTests(text, { dialect: this.dialect });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw place.error(
        "EXPRESSION",
        { zh: `允许值有误：${reason}`, en: `the allowed values are wrong: ${reason}` },
        error,
      );
    }
  }

  /** The type of a reference in a file; null when there is none, or it is Any or unknown. */
  find(reference: string | undefined, namespace: string): ItemType | null {
    if (reference === undefined || reference === "") return null;
    const name = bareType(reference);
    const own = this.types.get(keyOf(namespace, name)) ?? this.imported(name, namespace);
    if (own) return own;
    if (!isTypeName(name) || name === "Any" || name === "any") return null;
    return { ...plain(name), kind: "simple", of: { kind: "name", name } };
  }

  /** A type of an imported file: `fees.tArea`, or plain where the import has no name. */
  private imported(name: string, namespace: string): ItemType | null {
    for (const [other, prefix] of this.imports.get(namespace) ?? []) {
      if (other === namespace || (prefix !== "" && !name.startsWith(`${prefix}.`))) continue;
      const type = this.types.get(keyOf(other, prefix === "" ? name : name.slice(prefix.length + 1)));
      if (type) return type;
    }
    return null;
  }

  /** The entries of a type, for names with blanks in FEEL texts. */
  names(type: ItemType | null, depth = 0): NameTree | null {
    if (!type || depth > 20) return null;
    if (type.kind === "list") return this.names(type.of, depth + 1);
    if (type.kind === "alias") return this.names(this.find(type.of, type.namespace), depth + 1);
    if (type.kind !== "struct") return null;
    const tree: { [name: string]: NameTree | null } = Object.create(null);
    for (const { name, type: inner } of type.components) tree[name] = this.names(inner, depth + 1);
    return tree;
  }

  /** The value as the type takes it (lists of one made or unwrapped, dates become dates and times); undefined when it does not fit. */
  fit(value: FeelValue, type: ItemType | null, rt: Runtime): FeelValue | undefined {
    if (!type || value === null) return value;
    const fitted = this.shape(value, type, rt);
    if (fitted === undefined) return undefined;
    if (type.kind !== "list" && !passes(type.allowed, fitted, rt)) return undefined;
    return passes(type.constraint, fitted, rt) ? fitted : undefined;
  }

  private shape(value: FeelValue, type: ItemType, rt: Runtime): FeelValue | undefined {
    if (type.kind === "list") {
      const elements = isList(value) ? value : [value];
      const fitted: FeelValue[] = [];
      for (const element of elements) {
        const one = this.fit(element ?? null, type.of, rt);
        if (one === undefined) return undefined;
        fitted.push(one);
      }
      return fitted;
    }
    const direct = this.scalar(value, type, rt);
    if (direct !== undefined) return direct;
    return isList(value) && value.length === 1 ? this.scalar(value[0] ?? null, type, rt) : undefined;
  }

  private scalar(value: FeelValue, type: ItemType, rt: Runtime): FeelValue | undefined {
    switch (type.kind) {
      case "simple":
        if (isInstance(value, type.of)) return value;
        return value instanceof FeelDate && isInstance(midnight(value), type.of)
          ? midnight(value)
          : undefined;
      case "alias": {
        const target = this.find(type.of, type.namespace);
        return target ? this.fit(value, target, rt) : value;
      }
      case "struct":
        return this.struct(value, type.components, rt);
      case "function":
        return isInstance(value, { kind: "name", name: "function" }) ? value : undefined;
      default:
        return value;
    }
  }

  private struct(
    value: FeelValue,
    components: { name: string; type: ItemType | null }[],
    rt: Runtime,
  ): FeelValue | undefined {
    if (!isContext(value)) return undefined;
    const result: { [key: string]: FeelValue } = Object.create(null);
    for (const key of Object.keys(value)) result[key] = value[key] ?? null;
    for (const { name, type } of components) {
      if (!Object.hasOwn(value, name)) return undefined;
      const fitted = this.fit(value[name] ?? null, type, rt);
      if (fitted === undefined) return undefined;
      result[name] = fitted;
    }
    return result;
  }
}

function midnight(date: FeelDate): FeelDateTime {
  return new FeelDateTime(date, 0, 0);
}

function passes(tests: FeelUnaryTests | null, value: FeelValue, rt: Runtime): boolean {
  return tests === null || tests.run(value, Object.create(null), rt) === true;
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}#${name}`;
}

function plain(name: string): { name: string; allowed: null; constraint: null } {
  return { name, allowed: null, constraint: null };
}

function referenceTo(
  written: string,
  namespace: string,
): { kind: "simple"; of: TypeRef } | { kind: "alias"; of: string; namespace: string } {
  const name = bareType(written);
  if (isTypeName(name)) return { kind: "simple", of: { kind: "name", name } };
  return { kind: "alias", of: name, namespace };
}

/** `feel:string` and `{http://…}string` are `string`. */
function bareType(reference: string): string {
  return reference
    .replace(/^\{[^}]*\}/, "")
    .replace(/^feel:/, "")
    .trim();
}
