import { z } from "zod";
import { serveFile } from "../../materials/index.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { CaseAccess, OpenedCase } from "../access.ts";
import type { CaseFile } from "../api.ts";
import type { DossierPrinter } from "./printer.ts";

const tag = "case files";

/** Long work tells how far it is, a line of JSON each; closing the connection ends it, and nothing is kept. */
export function registerPrintRoutes(parts: {
  platform: Platform;
  access: CaseAccess;
  file: (actor: Actor, opened: OpenedCase) => Promise<CaseFile>;
  printer: DossierPrinter;
}): void {
  const { platform, access, file, printer } = parts;
  platform.route({
    method: "post",
    path: "/case-files/:no/dossiers",
    summary: "Prints the case file as one PDF, telling how far it is; the last line has its id",
    tag,
    access: ["print", "case"],
    params: z.object({ no: z.string().max(40) }),
    raw: "application/x-ndjson",
    handler: async ({ actor, params, language, res }) => {
      const opened = await access.open(actor, params.no, "print");
      const page = await file(actor, opened);
      const abort = new AbortController();
      res.on("close", () => abort.abort());
      res.setHeader("Content-Type", "application/x-ndjson");
      res.setHeader("Cache-Control", "no-store");
      res.setHeader("X-Accel-Buffering", "no");
      const say = (line: object): void => void res.write(`${JSON.stringify(line)}\n`);
      try {
        say(await printer.print(actor, opened, page, language, abort.signal, say));
      } catch (error) {
        if (!abort.signal.aborted) {
          platform.log.error({ err: error, case: opened.theCase.id }, "a case file was not printed");
          say({ failed: true });
        }
      }
      res.end();
    },
  });
  platform.route({
    method: "get",
    path: "/case-files/:no/dossiers/:id",
    summary: "A case file that one has printed (PDF)",
    tag,
    access: ["print", "case"],
    params: z.object({ no: z.string().max(40), id: z.string().max(40) }),
    raw: "application/pdf",
    handler: async ({ actor, params, req, res }) => {
      const { theCase } = await access.open(actor, params.no, "print");
      const { hash, name } = await printer.printed(actor, theCase.id, params.id);
      await serveFile(platform.files, req, res, { hash, name, mediaType: "application/pdf" });
    },
  });
}
