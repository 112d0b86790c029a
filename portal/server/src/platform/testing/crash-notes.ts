import { z } from "zod";
import { defineCollection } from "../store/port.ts";

export const notes = defineCollection({
  name: "notes",
  schema: z.object({ number: z.number(), tags: z.array(z.string()) }),
  indexes: [{ fields: ["tags"] }],
  unique: [["number"]],
});
