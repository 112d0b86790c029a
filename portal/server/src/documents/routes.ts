import { z } from "zod";
import { serveFile } from "../materials/index.ts";
import type { Platform } from "../platform/platform.ts";
import { documentMeta } from "./api.ts";
import type { DocumentsService } from "./contract.ts";

const params = z.object({ id: z.string() });

export function registerDocumentRoutes(platform: Platform, service: DocumentsService): void {
  platform.route({
    method: "get",
    path: "/documents/:id",
    summary: "Number, title, issuer and service of a document",
    tag: "documents",
    access: "signed-in",
    params,
    response: documentMeta,
    handler: ({ actor, params: { id } }) => service.meta(actor, id),
  });
  platform.route({
    method: "get",
    path: "/documents/:id/pdf",
    summary: "The document as issued (PDF), inline, in ranges",
    tag: "documents",
    access: "signed-in",
    params,
    raw: "application/pdf",
    handler: async ({ actor, params: { id }, req, res }) => {
      const { hash, name } = await service.pdf(actor, id);
      await serveFile(platform.files, req, res, { hash, name, mediaType: "application/pdf" });
    },
  });
}
