/** Variables and scopes: what an element sees, and where a value goes. */
import type { Processing } from "../processing.ts";
import type { ProcessInstanceValue, VariableDocument } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { ElementRow, VariableRow } from "../state/rows.ts";

/** The context of expressions: parsed values, nearest scope first. Never to be changed. */
export type Context = { [name: string]: unknown };

/** The variables of these names that an element instance sees. */
export function visibleVariables(p: Processing, row: ElementRow, names: readonly string[]): Context {
  const context: Context = {};
  const from = p.current(row);
  for (const name of names) {
    for (let at: ElementRow | undefined = from; at !== undefined; at = p.state.flowScope(at)) {
      const variable = ownVariable(p, at, name);
      if (variable === undefined) continue;
      define(context, name, variable.value);
      break;
    }
  }
  return context;
}

function ownVariable(p: Processing, row: ElementRow, name: string): VariableRow | undefined {
  return row.holds & HOLDS.variables ? p.state.variables.get(row.key, name) : undefined;
}

/** All variables that an element instance sees. */
export function allVariables(p: Processing, row: ElementRow): Context {
  const context: Context = {};
  for (const [name, json] of visibleDocument(p, row, null)) define(context, name, JSON.parse(json));
  return context;
}

/** Assignment that no name (`__proto__`) can turn into something else. */
export function define(target: Context, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else target[name] = value;
}

/** What an element instance sees, as name and JSON text, sorted by name. `names` null: all. */
export function visibleDocument(
  p: Processing,
  row: ElementRow,
  names: readonly string[] | null,
): VariableDocument {
  const found = new Map<string, string>();
  for (let at: ElementRow | undefined = p.current(row); at !== undefined; at = p.state.flowScope(at)) {
    if (!(at.holds & HOLDS.variables)) continue;
    for (const [name, variable] of p.state.variables.rows(at.key)) {
      if (!found.has(name) && (names === null || names.includes(name))) found.set(name, variable.json);
    }
  }
  return sorted([...found]);
}

/** The variables of one scope itself, sorted by name. */
export function localDocument(p: Processing, scopeKey: number): VariableDocument {
  const found: [string, string][] = [];
  for (const [name, variable] of p.state.variables.rows(scopeKey)) found.push([name, variable.json]);
  return sorted(found);
}

function sorted(document: [string, string][]): VariableDocument {
  return document.length < 2 ? document : document.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Sets one variable in exactly this scope. `owner`: any value of the same process instance. */
export function setLocal(
  p: Processing,
  scopeKey: number,
  owner: ProcessInstanceValue,
  name: string,
  json: string,
): void {
  const existing = p.state.variables.get(scopeKey, name);
  if (existing?.json === json) return;
  const { processInstanceKey, processDefinitionKey, bpmnProcessId } = owner;
  const value = { name, value: json, scopeKey, processInstanceKey, processDefinitionKey, bpmnProcessId };
  if (existing === undefined) p.event("VARIABLE.CREATED", p.state.nextKey(), value);
  else p.event("VARIABLE.UPDATED", existing.key, value);
  const root = p.state.instances.get(processInstanceKey);
  if (root === undefined || !(root.holds & HOLDS.conditionals)) return;
  p.variableChanged(processInstanceKey, {
    scopeKey,
    name,
    change: existing === undefined ? "create" : "update",
  });
}

export function mergeLocal(
  p: Processing,
  scopeKey: number,
  owner: ProcessInstanceValue,
  document: VariableDocument,
): void {
  for (const [name, json] of document) setLocal(p, scopeKey, owner, name, json);
}

/**
 * Merges upwards from the given scope: a variable that a scope on the way owns is updated there (the nearest scope
 * first) when its value is another, one that none owns is created at the process instance.
 */
export function propagate(p: Processing, from: ElementRow, document: VariableDocument): void {
  let rest = document;
  let at = p.current(from);
  for (
    let scope = p.state.flowScope(at);
    rest.length > 0 && scope !== undefined;
    scope = p.state.flowScope(at)
  ) {
    const here = at;
    const owned = rest.filter(([name, json]) => changes(ownVariable(p, here, name), json));
    mergeLocal(p, here.key, here.value, owned);
    if (owned.length > 0) rest = rest.filter((entry) => !owned.includes(entry));
    at = scope;
  }
  mergeLocal(p, at.key, at.value, rest);
}

/** A variable that has the value already does not stop it on its way up, as in Zeebe. */
function changes(variable: VariableRow | undefined, json: string): boolean {
  return variable !== undefined && variable.json !== json;
}

/** A computed value as JSON text; what JSON has no word for becomes null. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}
