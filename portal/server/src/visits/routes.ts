import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import { receiveFile, serveFile } from "../materials/index.ts";
import type { Platform } from "../platform/platform.ts";
import {
  appointmentRequest,
  caseVisits,
  moveRequest,
  recordRequest,
  visitCancelRequest,
  visitPage,
  visitRequest,
  visitSignRequest,
} from "./api.ts";
import type { Appointments } from "./appointments.ts";
import type { VisitBook } from "./book.ts";
import type { VisitPages } from "./pages.ts";
import type { Records } from "./records.ts";
import type { Requests } from "./requests.ts";

const byId = z.object({ id: z.string().max(40) });
const byNo = z.object({ no: z.string().max(40) });
const ofPhoto = byId.extend({ photo: z.string().max(40) });
const degrees = (most: number) => z.coerce.number().min(-most).max(most).optional();
const tag = "visits";

export function registerVisitRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  cases: Pick<CasesArea, "ownCase">;
  book: VisitBook;
  pages: VisitPages;
  requests: Requests;
  appointments: Appointments;
  records: Records;
}): void {
  const { platform, audit, cases, pages, requests, appointments, records } = parts;

  platform.route({
    method: "post",
    path: "/visits",
    summary: "An item asks for a site visit; items that ask before the appointment share one",
    tag,
    access: ["request", "visit"],
    body: visitRequest,
    response: visitPage,
    status: 201,
    handler: async ({ actor, body }) => pages.page(actor, await requests.ask(actor, body)),
  });
  platform.route({
    method: "get",
    path: "/visits/:id",
    summary: "A site visit: who asks, the appointment, the record, who has signed",
    tag,
    access: ["read", "visit"],
    params: byId,
    response: visitPage,
    handler: async ({ actor, params }) => {
      const page = await pages.page(actor, params.id);
      await audit.recordRead({
        actor,
        action: "visits.read",
        thing: { kind: "visit", id: page.id },
        data: { case: page.caseNo },
      });
      return page;
    },
  });
  platform.route({
    method: "put",
    path: "/visits/:id/appointment",
    summary: "Appoints time, place and inspectors (2 or more), or another time; the applicant is told",
    tag,
    access: ["appoint", "visit"],
    params: byId,
    body: appointmentRequest,
    response: visitPage,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch }) => {
      await appointments.appoint(actor, params.id, ifMatch, body);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "post",
    path: "/visits/:id/moves/:move/keep",
    summary: "Does not follow the applicant's request for another time, and says why",
    tag,
    access: ["appoint", "visit"],
    params: byId.extend({ move: z.string().max(40) }),
    body: visitCancelRequest,
    response: visitPage,
    handler: async ({ actor, params, body }) => {
      await appointments.keep(actor, params.id, params.move, body.reason);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "post",
    path: "/visits/:id/cancel",
    summary: "Calls the visit off, with the reason",
    tag,
    access: ["appoint", "visit"],
    params: byId,
    body: visitCancelRequest,
    response: visitPage,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch }) => {
      await requests.cancel(actor, params.id, ifMatch, body.reason);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "put",
    path: "/visits/:id/record",
    summary: "Records what was found for each item; earlier signatures become void",
    tag,
    access: ["record", "visit"],
    params: byId,
    body: recordRequest,
    response: visitPage,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch }) => {
      await records.save(actor, params.id, ifMatch, body);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "post",
    path: "/visits/:id/photos",
    summary: "Adds a photo (multipart, field `file`), with the phone's place when it was allowed",
    tag,
    access: ["record", "visit"],
    params: byId,
    query: z.object({ lat: degrees(90), lon: degrees(180) }),
    upload: true,
    response: visitPage,
    status: 201,
    handler: async ({ actor, params, query, req }) => {
      const place =
        query.lat === undefined || query.lon === undefined ? null : { lat: query.lat, lon: query.lon };
      await records.addPhoto(actor, params.id, place, (limit, keep) => receiveFile(req, limit, keep));
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "get",
    path: "/visits/:id/photos/:photo",
    summary: "A photo of the visit",
    tag,
    access: ["read", "visit"],
    params: ofPhoto,
    raw: "*/*",
    handler: async ({ actor, params, req, res }) => {
      await serveFile(platform.files, req, res, await records.photo(actor, params.id, params.photo));
    },
  });
  platform.route({
    method: "delete",
    path: "/visits/:id/photos/:photo",
    summary: "Takes a photo away again",
    tag,
    access: ["record", "visit"],
    params: ofPhoto,
    response: visitPage,
    handler: async ({ actor, params }) => {
      await records.removePhoto(actor, params.id, params.photo);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "post",
    path: "/visits/:id/sign",
    summary: "An inspector who was there signs the record; the last signature ends the visit",
    tag,
    access: ["sign", "visit"],
    params: byId,
    body: visitSignRequest,
    response: visitPage,
    handler: async ({ actor, params, body }) => {
      await records.sign(actor, params.id, body.hash);
      return pages.page(actor, params.id);
    },
  });
  platform.route({
    method: "get",
    path: "/cases/:no/visits",
    summary: "Site visits of the applicant's case: when, who comes, what to prepare, what was found",
    tag,
    access: ["receive", "case"],
    params: byNo,
    response: caseVisits,
    handler: async ({ actor, params }) => {
      const theCase = await cases.ownCase(actor, params.no);
      await audit.recordRead({
        actor,
        action: "visits.list",
        thing: { kind: "case", id: theCase.id },
      });
      return pages.ofCase(theCase);
    },
  });
  platform.route({
    method: "post",
    path: "/cases/:no/visits/:id/move",
    summary: "Asks for another time of a visit, within the rules",
    tag,
    access: ["receive", "case"],
    params: byNo.extend({ id: z.string().max(40) }),
    body: moveRequest,
    response: caseVisits,
    handler: async ({ actor, params, body }) => {
      const theCase = await cases.ownCase(actor, params.no);
      await appointments.ask(actor, theCase, params.id, body);
      return pages.ofCase(theCase);
    },
  });
}
