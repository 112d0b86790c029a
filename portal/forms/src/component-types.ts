/**
 * The published list of component types that the platform renders and checks. An address is a `container`: Form.io's own
 * `address` looks addresses up at a foreign service.
 * `data`: how a value lies in the submission. `layout` components hold others without a level of their own.
 */
export type ComponentData =
  | "string"
  | "number"
  | "boolean"
  | "choice"
  | "choices"
  | "date-time"
  | "time"
  | "rows"
  | "object"
  | "files"
  | "layout"
  | "text";

export const componentTypes: Readonly<Record<string, ComponentData>> = {
  textfield: "string",
  textarea: "string",
  email: "string",
  phoneNumber: "string",
  url: "string",
  hidden: "string",
  number: "number",
  currency: "number",
  checkbox: "boolean",
  radio: "choice",
  select: "choice",
  selectboxes: "choices",
  datetime: "date-time",
  time: "time",
  datagrid: "rows",
  container: "object",
  file: "files",
  panel: "layout",
  fieldset: "layout",
  well: "layout",
  columns: "layout",
  content: "text",
};

export const jsonLogicOperators: ReadonlySet<string> = new Set([
  "var",
  "missing",
  "missing_some",
  "if",
  "?:",
  "==",
  "===",
  "!=",
  "!==",
  "!",
  "!!",
  "or",
  "and",
  ">",
  ">=",
  "<",
  "<=",
  "max",
  "min",
  "+",
  "-",
  "*",
  "/",
  "%",
  "in",
  "cat",
  "substr",
  "merge",
  "map",
  "filter",
  "all",
  "none",
  "some",
  "reduce",
]);

/** Operators of Form.io's simple conditionals that need no code. */
export const conditionOperators: ReadonlySet<string> = new Set([
  "isEqual",
  "isNotEqual",
  "isEmpty",
  "isNotEmpty",
  "includes",
  "notIncludes",
  "endsWith",
  "startsWith",
  "lessThan",
  "greaterThan",
  "lessThanOrEqual",
  "greaterThanOrEqual",
  "isDateEqual",
  "isNotDateEqual",
]);

export const limits = {
  components: 1000,
  depth: 12,
  bytes: 2_000_000,
  textfield: 500,
  textarea: 5000,
  rows: 200,
  files: 20,
  pattern: 300,
  logicNodes: 500,
} as const;
