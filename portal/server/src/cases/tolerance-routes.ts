import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import { materialSlot } from "../materials/api.ts";
import { receiveFile } from "../materials/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import { supplyRequest, tolerancePage } from "./api.ts";
import type { StoredCase } from "./model.ts";
import type { ToleranceService } from "./tolerance-service.ts";

const ofItem = z.object({ no: z.string().max(40), item: z.string().max(40) });
const ofMaterial = ofItem.extend({ materialId: z.string().max(60) });
const tag = "cases";

export function registerToleranceRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  tolerances: ToleranceService;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}): void {
  const { platform, audit, tolerances, ownCase } = parts;
  const page = async (actor: Actor, no: string, item: string): Promise<z.infer<typeof tolerancePage>> =>
    tolerances.page(await ownCase(actor, no), item);

  platform.route({
    method: "get",
    path: "/cases/:no/supply/:item",
    summary: "What may follow after acceptance (容缺): the promise, what is missing, until when",
    tag,
    access: ["read", "case"],
    params: ofItem,
    response: tolerancePage,
    handler: async ({ actor, params }) => {
      const found = await page(actor, params.no, params.item);
      await audit.recordRead({
        actor,
        action: "cases.readSupply",
        thing: { kind: "case-item", id: found.caseItemId },
      });
      return found;
    },
  });
  platform.route({
    method: "post",
    path: "/cases/:no/supply/:item/promise",
    summary: "The applicant agrees to the promise to supply what is missing",
    tag,
    access: ["supply", "case"],
    params: ofItem,
    response: tolerancePage,
    handler: async ({ actor, params }) => {
      await tolerances.agree(actor, await ownCase(actor, params.no), params.item);
      return page(actor, params.no, params.item);
    },
  });
  platform.route({
    method: "post",
    path: "/cases/:no/supply/:item/materials/:materialId/files",
    summary: "Uploads one file (multipart, field `file`) for a material that is to follow",
    tag,
    access: ["supply", "case"],
    params: ofMaterial,
    upload: true,
    response: materialSlot,
    status: 201,
    handler: async ({ actor, params, req }) =>
      tolerances.upload(
        actor,
        await ownCase(actor, params.no),
        params.item,
        params.materialId,
        (limit, keep) => receiveFile(req, limit, keep),
      ),
  });
  platform.route({
    method: "delete",
    path: "/cases/:no/supply/:item/materials/:materialId/files/:fileId",
    summary: "Takes a file away that is not handed in yet",
    tag,
    access: ["supply", "case"],
    params: ofMaterial.extend({ fileId: z.string().max(40) }),
    response: materialSlot,
    handler: async ({ actor, params }) =>
      tolerances.removeFile(
        actor,
        await ownCase(actor, params.no),
        params.item,
        params.materialId,
        params.fileId,
      ),
  });
  platform.route({
    method: "post",
    path: "/cases/:no/supply/:item",
    summary: "Hands in what was uploaded; the office confirms it or asks again",
    tag,
    access: ["supply", "case"],
    params: ofItem,
    body: supplyRequest,
    response: tolerancePage,
    idempotent: "optional",
    handler: ({ actor, params, body, idempotencyKey }) =>
      platform.idempotent(
        idempotencyKey,
        actor,
        async () => {
          await tolerances.supply(actor, await ownCase(actor, params.no), params.item, body.materials);
          return page(actor, params.no, params.item);
        },
        ["supply", params, body],
      ),
  });
}
