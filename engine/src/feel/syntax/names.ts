/** Names in scope, for texts whose names hold blanks or signs (`Kitchen-Area`, `a b`). */
import { normalizeContextKey, trackVariables, parser } from "@bpmn-io/lezer-feel";

/** Known names; a nested tree gives the entries of a context. */
export interface NameTree {
  readonly [name: string]: NameTree | null;
}

export type Names = readonly string[] | NameTree;

/** Built-ins whose names hold words that FEEL reserves; the grammar must know them beforehand. */
const reservedBuiltins = [
  "years and months duration",
  "get or else",
  "day of week",
  "day of year",
  "week of year",
  "month of year",
  "last day of month",
  "index of",
  "is defined",
];

/** A node of the grammar's tree. */
export type SyntaxNode = ReturnType<typeof parser.parse>["topNode"];

export type Dialect = "zeebe" | "dmn";

export interface NameTable {
  expressions: typeof parser;
  unaryTests: typeof parser;
  /** The spelling of a known name, or null when it is not known. */
  spelling(text: string): string | null;
}

function toTree(names: Names): NameTree {
  if (!Array.isArray(names)) return names as NameTree;
  const tree: { [name: string]: null } = Object.create(null);
  for (const name of names as readonly string[]) tree[name] = null;
  return tree;
}

function collect(tree: NameTree, into: Map<string, string>): void {
  for (const [name, sub] of Object.entries(tree)) {
    into.set(normalizeContextKey(name), name);
    if (sub) collect(sub, into);
  }
}

type Tracker = ReturnType<typeof trackVariables>;
type TokenInput = { pos: number; read(from: number, to: number): string };

/**
 * What the grammar's tokenizer asks while it reads a name: the words so far, and the names of several words it knows.
 * In Zeebe only built-ins have such names, so no scopes need to be tracked, which is the larger part of parsing.
 */
class Words {
  readonly tokens: readonly string[];
  private readonly known: { keys: Set<string>; prefixes: Set<string> };

  constructor(tokens: readonly string[], known: { keys: Set<string>; prefixes: Set<string> }) {
    this.tokens = tokens;
    this.known = known;
  }

  contextCache(): { keys: Set<string>; prefixes: Set<string> } {
    return this.known;
  }

  with(token: string): Words {
    return new Words([...this.tokens, token], this.known);
  }
}

function wordTracker(): Tracker {
  const keys = new Set(reservedBuiltins);
  const prefixes = new Set(
    reservedBuiltins.flatMap((name) => Array.from(name, (_, i) => name.slice(0, i + 1))),
  );
  const none = new Words([], { keys, prefixes });
  const terms = (...names: string[]): Set<number> =>
    new Set(parser.nodeSet.types.filter((type) => names.includes(type.name)).map((type) => type.id));
  const words = terms("Identifier");
  const ends = terms("VariableName", "PathName", "Name");
  const base = trackVariables({});
  const reduce = (context: Words, term: number, stack: { pos: number }, input: TokenInput): Words => {
    if (words.has(term)) return context.with(input.read(input.pos, stack.pos));
    return ends.has(term) ? none : context;
  };
  return Object.assign(Object.create(Object.getPrototypeOf(base)), base, { start: none, reduce });
}

function build(names: Names | undefined, dialect: Dialect): NameTable {
  const tree = names ? toTree(names) : {};
  const known: { [name: string]: NameTree | null } = {};
  for (const name of reservedBuiltins) known[name] = null;
  for (const [name, sub] of Object.entries(tree)) if (name !== "__proto__") known[name] = sub;
  const spellings = new Map<string, string>();
  collect(tree, spellings);
  const configured = parser.configure({
    contextTracker: dialect === "zeebe" && !names ? wordTracker() : trackVariables(known),
    ...(dialect === "zeebe" ? { dialect: "camunda" } : {}),
  });
  return {
    expressions: configured,
    unaryTests: configured.configure({ top: "UnaryTests" }),
    spelling: (text) => spellings.get(normalizeContextKey(text)) ?? null,
  };
}

const plain = new Map<Dialect, NameTable>();

const byNames = new WeakMap<Names, { [D in Dialect]?: NameTable }>();

/** The grammar set up for a dialect and names; built once for each `names` object, which must not change. */
export function nameTable(names: Names | undefined, dialect: Dialect): NameTable {
  if (names) {
    const tables = byNames.get(names) ?? {};
    byNames.set(names, tables);
    return (tables[dialect] ??= build(names, dialect));
  }
  let table = plain.get(dialect);
  if (!table) {
    table = build(undefined, dialect);
    plain.set(dialect, table);
  }
  return table;
}
