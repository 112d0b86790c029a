import { z } from "zod";
import { draftMaterials } from "../cases/api.ts";
import type { Platform } from "../platform/platform.ts";
import { materialSlot, reuseRequest } from "./api.ts";
import { receiveFile } from "./receive.ts";
import { serveFile } from "./serve-file.ts";
import { originalSeen } from "./trust.ts";
import type { MaterialsService } from "./service.ts";

const draft = z.object({ id: z.string() });
const material = z.object({ id: z.string(), materialId: z.string() });
const tag = "materials";

export function registerMaterialRoutes(platform: Platform, service: MaterialsService): void {
  platform.route({
    method: "get",
    path: "/drafts/:id/materials",
    summary: "Materials that the draft needs, with what is there",
    tag,
    access: "signed-in",
    params: draft,
    response: draftMaterials,
    handler: ({ actor, params }) => service.draftSlots(actor, params.id),
  });
  platform.route({
    method: "post",
    path: "/drafts/:id/materials/:materialId/files",
    summary: "Uploads one file (multipart, field `file`); the same bytes again change nothing",
    tag,
    access: ["upload", "file"],
    params: material,
    upload: true,
    response: materialSlot,
    status: 201,
    handler: ({ actor, params, req }) =>
      service.upload(actor, params.id, params.materialId, (limit, keep) => receiveFile(req, limit, keep)),
  });
  platform.route({
    method: "delete",
    path: "/drafts/:id/materials/:materialId/files/:fileId",
    summary: "Takes an uploaded file away",
    tag,
    access: ["remove", "file"],
    params: material.extend({ fileId: z.string() }),
    response: materialSlot,
    handler: ({ actor, params }) => service.remove(actor, params.id, params.materialId, params.fileId),
  });
  platform.route({
    method: "post",
    path: "/drafts/:id/materials/:materialId/reuse",
    summary: "Uses a licence that the applicant holds",
    tag,
    access: ["use", "licence"],
    params: material,
    body: reuseRequest,
    response: materialSlot,
    handler: ({ actor, params, body }) => service.reuse(actor, params.id, params.materialId, body.licenceId),
  });
  platform.route({
    method: "delete",
    path: "/drafts/:id/materials/:materialId/reuse",
    summary: "No longer uses the licence",
    tag,
    access: ["use", "licence"],
    params: material,
    response: materialSlot,
    handler: ({ actor, params }) => service.dropReuse(actor, params.id, params.materialId),
  });
  platform.route({
    method: "post",
    path: "/cases/:no/materials/:materialId/original-seen",
    summary: "The window has seen the original of what was uploaded: trust level B",
    tag,
    access: ["attest", "file"],
    params: z.object({ no: z.string().max(60), materialId: z.string().max(200) }),
    response: originalSeen,
    handler: ({ actor, params }) => service.seenOriginal(actor, params.no, params.materialId),
  });
  platform.route({
    method: "get",
    path: "/files/:id",
    summary: "An uploaded file, inline, in ranges",
    tag,
    access: "signed-in",
    params: draft,
    raw: "*/*",
    handler: async ({ actor, params, req, res }) => {
      await serveFile(platform.files, req, res, await service.file(actor, params.id));
    },
  });
}
