/** A JSON Schema of the API as text for people, in TypeScript's notation, which says most in least room. */

/** What our own schemas use of JSON Schema 2020-12. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  default?: unknown;
  description?: string;
}

const names: Readonly<Record<string, string>> = { "date-time": "instant", date: "date", uri: "url" };

/** `{ zh: string, en: string }` stands so often that it has a name. */
const isText = ({ properties }: JsonSchema): boolean =>
  properties !== undefined && Object.keys(properties).join() === "zh,en";

/** One type; lines after the first are indented by `indent`. */
export function schemaText(schema: JsonSchema, indent = ""): string {
  const types = [schema.type ?? []].flat();
  const nullable = types.includes("null") ? " | null" : "";
  return plainText(schema, types.find((type) => type !== "null") ?? "", indent) + nullable;
}

function plainText(schema: JsonSchema, type: string, indent: string): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map((one) => schemaText(one, indent)).join(" | ");
  if (schema.allOf !== undefined) return schema.allOf.map((one) => schemaText(one, indent)).join(" & ");
  if (type === "array") return arrayText(schema.items ?? {}, indent);
  if (type === "object") return objectText(schema, indent);
  if (type === "") return "unknown";
  return (schema.format && names[schema.format]) ?? type;
}

function arrayText(items: JsonSchema, indent: string): string {
  const text = schemaText(items, indent);
  return text.includes(" | ") && !text.startsWith("{") ? `(${text})[]` : `${text}[]`;
}

function objectText(schema: JsonSchema, indent: string): string {
  if (isText(schema)) return "Text";
  const own = Object.entries(schema.properties ?? {});
  const rest = schema.additionalProperties;
  if (own.length === 0) return rest ? `{ [key: string]: ${restText(rest, indent)} }` : "{}";
  const inner = `${indent}  `;
  const required = new Set(schema.required);
  const lines = own.map(([name, value]) => {
    const limits = limitsText(value);
    const mark = required.has(name) ? "" : "?";
    return `${inner}${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)}${mark}: ${schemaText(value, inner)};${limits === "" ? "" : ` // ${limits}`}`;
  });
  if (rest) lines.push(`${inner}[key: string]: ${restText(rest, inner)};`);
  return `{\n${lines.join("\n")}\n${indent}}`;
}

const restText = (rest: true | JsonSchema, indent: string): string =>
  rest === true ? "unknown" : schemaText(rest, indent);

/** `at most 200 characters, default 1`: what the type alone does not say. */
export function limitsText(schema: JsonSchema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema;
  return [
    minimum === undefined ? "" : `≥ ${minimum}`,
    maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? "" : `≤ ${maximum}`,
    minLength === undefined ? "" : `length ≥ ${minLength}`,
    maxLength === undefined ? "" : `length ≤ ${maxLength}`,
    minItems === undefined ? "" : `items ≥ ${minItems}`,
    maxItems === undefined ? "" : `items ≤ ${maxItems}`,
    pattern === undefined ? "" : `pattern ${pattern}`,
    schema.default === undefined ? "" : `default ${JSON.stringify(schema.default)}`,
    schema.description ?? "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
