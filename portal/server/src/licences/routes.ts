import { z } from "zod";
import { serveFile } from "../materials/index.ts";
import type { Platform } from "../platform/platform.ts";
import { licenceCard, licenceFace } from "./api.ts";
import type { StoredLicence } from "./model.ts";
import type { LicencesService } from "./contract.ts";

const params = z.object({ id: z.string() });
const tag = "licences";

export function registerLicenceRoutes(
  platform: Platform,
  service: LicencesService,
  qr: (url: string) => Promise<string>,
  pdf: (licence: StoredLicence) => Promise<Uint8Array>,
): void {
  platform.route({
    method: "get",
    path: "/licences",
    summary: "Licences of the capacity acted in",
    tag,
    access: "signed-in",
    response: z.array(licenceCard),
    handler: ({ actor }) => service.list(actor),
  });
  platform.route({
    method: "get",
    path: "/licences/:id",
    summary: "Face of a licence and what it was used for",
    tag,
    access: "signed-in",
    params,
    response: licenceFace,
    handler: ({ actor, params: { id } }) => service.face(actor, id, qr),
  });
  platform.route({
    method: "get",
    path: "/licences/:id/pdf",
    summary: "The licence as PDF",
    tag,
    access: "signed-in",
    params,
    raw: "application/pdf",
    handler: async ({ actor, params: { id }, req, res }) => {
      const licence = await service.own(actor, id, "licences.readPdf");
      const { hash } = await platform.files.putBytes(await pdf(licence), "application/pdf");
      const name = `${licence.name.zh} ${licence.number}.pdf`;
      await serveFile(platform.files, req, res, { hash, name, mediaType: "application/pdf" });
    },
  });
}
