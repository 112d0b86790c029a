/** `manifest.json` of a backup: what it holds, so that a restore can check that all of it is there and unchanged. */
import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Of the machine, ISO. */
  createdAt: z.iso.datetime(),
  /** Databases and small files of the data folder, by their names there. */
  parts: z.array(z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256 })),
  /** Uploaded and issued files: each is named by its own hash. */
  files: z.strictObject({ count: z.int().min(0), bytes: z.int().min(0) }),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const MANIFEST = "manifest.json";
/** What makes up a data folder. A part that an installation lacks (no MongoDB, no virtual clock) is left out. */
export const databases = ["app.db", "engine.db"] as const;
/** `engine.id`: on MongoDB only a folder with this name may own the engine again. */
export const smallFiles = ["secrets.json", "engine.id", "clock.json"] as const;
export const FILES = "files";
