/** JSON Schemas of what people write, published beside the content for editors to complete and check. */
import { z } from "zod";
import { packageFile } from "./schema/package.ts";

/** File below the content folder → its JSON Schema, formatted. */
export function publishedSchemas(): Record<string, string> {
  const schema = z.toJSONSchema(packageFile, { target: "draft-2020-12", io: "input" });
  const titled = { ...schema, title: "OneWindow package.yaml" };
  return { "processes/package.schema.json": `${JSON.stringify(titled, null, 2)}\n` };
}
