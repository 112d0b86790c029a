import { z } from "zod";
import type { AuditArea } from "../../audit/index.ts";
import { AppError } from "../../platform/errors.ts";
import type { Platform } from "../../platform/platform.ts";
import { correctionPage, handedIn, handInRequest, saveCorrectionRequest } from "./api.ts";
import { materialSlot } from "../../materials/api.ts";
import { receiveFile } from "../../materials/index.ts";
import type { MaterialsArea } from "../../materials/index.ts";
import type { CorrectionService } from "./service.ts";
import { correctionTexts } from "./texts.ts";

const params = z.object({ no: z.string().max(40), n: z.coerce.number().int().min(1).max(99) });
const ofMaterial = params.extend({ materialId: z.string().max(120) });
const tag = "corrections";

export function registerCorrectionRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  service: CorrectionService;
  materials: Pick<MaterialsArea, "uploadFor" | "removeFor">;
}): void {
  const { platform, audit, service, materials } = parts;
  platform.route({
    method: "get",
    path: "/cases/:no/corrections/:n",
    summary: "One correction notice: its points, what is open, what was supplied",
    tag,
    access: ["correct", "case"],
    params,
    response: correctionPage,
    handler: async ({ actor, params: { no, n } }) => {
      const page = await service.page(actor, no, n);
      await audit.recordRead({
        actor,
        action: "corrections.read",
        thing: { kind: "correction", id: `${page.no}:${n}` },
        data: { case: page.no },
      });
      return page;
    },
  });
  platform.route({
    method: "put",
    path: "/cases/:no/corrections/:n",
    summary: "Keeps half-filled answers; anything that the notice does not list is refused by name",
    tag,
    access: ["correct", "case"],
    params,
    body: saveCorrectionRequest,
    response: correctionPage,
    versioned: true,
    handler: ({ actor, params: { no, n }, body, ifMatch }) => service.save(actor, no, n, ifMatch, body),
  });
  platform.route({
    method: "post",
    path: "/cases/:no/corrections/:n/hand-in",
    summary:
      "Hands in all points, or some: a receipt for each; an item whose points are all in is checked anew",
    tag,
    access: ["correct", "case"],
    params,
    body: handInRequest,
    response: handedIn,
    versioned: true,
    idempotent: "required",
    handler: ({ actor, params: { no, n }, body, ifMatch, idempotencyKey }) => {
      if (idempotencyKey === undefined)
        throw new AppError({
          code: "idempotency-key-missing",
          status: 428,
          detail: correctionTexts.needsKey,
        });
      return platform.idempotent(
        idempotencyKey,
        actor,
        () => service.handIn(actor, no, n, ifMatch, body.points),
        ["hand-in", no, n, body],
      );
    },
  });
  platform.route({
    method: "post",
    path: "/cases/:no/corrections/:n/materials/:materialId/files",
    summary: "Uploads one file for a document that the correction lists; it counts when it is handed in",
    tag,
    access: ["correct", "case"],
    params: ofMaterial,
    upload: true,
    response: materialSlot,
    status: 201,
    handler: async ({ actor, params: { no, n, materialId }, req }) =>
      materials.uploadFor(actor, await service.materialOwner(actor, no, n), materialId, (limit, keep) =>
        receiveFile(req, limit, keep),
      ),
  });
  platform.route({
    method: "delete",
    path: "/cases/:no/corrections/:n/materials/:materialId/files/:fileId",
    summary: "Takes away a file that is not handed in yet",
    tag,
    access: ["correct", "case"],
    params: ofMaterial.extend({ fileId: z.string().max(40) }),
    response: materialSlot,
    handler: async ({ actor, params: { no, n, materialId, fileId } }) =>
      materials.removeFor(actor, await service.materialOwner(actor, no, n), materialId, fileId),
  });
}
