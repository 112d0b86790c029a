import { z } from "zod";
import type { AuditArea } from "../../audit/index.ts";
import { serveFile } from "../../materials/index.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import { createRateLimit } from "../rate-limit.ts";
import {
  answerRequest,
  asked,
  askRequest,
  replaceRequest,
  signaturePage,
  signPage,
  signRequest,
} from "./api.ts";
import type { GuestSigning } from "./guest.ts";
import type { SignatureService } from "./service.ts";
import type { Subject } from "./subject.ts";

const byToken = z.object({ token: z.string().max(100) });
const tag = "signatures";
/** Of one address, whatever links it tries. */
const TRIES = { limit: 120, windowMs: 10 * 60_000 };

/** The applicant's routes below `base`, for one kind of what is signed. */
export function registerSignatureRoutes<P>(parts: {
  platform: Platform;
  audit: AuditArea;
  service: SignatureService;
  base: `/${string}/signatures`;
  params: z.ZodType<P>;
  bySeat: z.ZodType<P & { seat: string }>;
  access: Record<"read" | "change", readonly [action: string, subject: string]>;
  /** The caller's own. Throws NotFoundError for others'. */
  subjectOf: (actor: Actor, params: P) => Promise<Subject>;
}): void {
  const { platform, audit, service, base, bySeat, access, subjectOf } = parts;

  platform.route({
    method: "get",
    path: base,
    summary: "Who signs beside the applicant, and how far that is",
    tag,
    access: access.read,
    params: parts.params,
    response: signaturePage,
    handler: async ({ actor, params }) => {
      const subject = await subjectOf(actor, params);
      await service.follow(subject);
      await audit.recordRead({
        actor,
        action: "signatures.list",
        thing: { kind: "signatures", id: subject.key },
      });
      return service.page(subject, actor);
    },
  });
  platform.route({
    method: "post",
    path: base,
    summary: "Asks a person to sign; the link is answered this once",
    tag,
    access: access.change,
    params: parts.params,
    body: askRequest,
    response: asked,
    status: 201,
    handler: async ({ actor, params, body }) => service.ask(await subjectOf(actor, params), actor, body),
  });
  platform.route({
    method: "post",
    path: `${base}/:seat/remind`,
    summary: "Sends a new link; the earlier one is dead",
    tag,
    access: access.change,
    params: bySeat,
    response: asked,
    handler: async ({ actor, params }) => service.remind(await subjectOf(actor, params), actor, params.seat),
  });
  platform.route({
    method: "post",
    path: `${base}/:seat/replace`,
    summary: "Asks somebody else instead",
    tag,
    access: access.change,
    params: bySeat,
    body: replaceRequest,
    response: asked,
    handler: async ({ actor, params, body }) =>
      service.replace(await subjectOf(actor, params), actor, params.seat, body),
  });
  platform.route({
    method: "delete",
    path: `${base}/:seat`,
    summary: "Takes the request back",
    tag,
    access: access.change,
    params: bySeat,
    response: signaturePage,
    handler: async ({ actor, params }) => service.remove(await subjectOf(actor, params), actor, params.seat),
  });
  platform.route({
    method: "post",
    path: `${base}/:seat/sign`,
    summary: "Signs in the signatory's own account",
    tag,
    access: access.change,
    params: bySeat,
    body: signRequest,
    response: signaturePage,
    handler: async ({ actor, params, body }) =>
      service.signHere(await subjectOf(actor, params), actor, params.seat, body),
  });
}

/** What a signatory may do with the link. */
export function registerGuestRoutes(parts: { platform: Platform; guest: GuestSigning }): void {
  const { platform, guest } = parts;
  const allowed = createRateLimit({ ...TRIES, now: () => platform.realTime.now() });

  platform.route({
    method: "get",
    path: "/sign/:token",
    summary: "What a signatory is asked to sign, by link",
    tag,
    access: "public",
    params: byToken,
    response: signPage,
    handler: ({ params, req }) => {
      allowed(`ip:${req.ip ?? ""}`);
      return guest.view(params.token);
    },
  });
  platform.route({
    method: "post",
    path: "/sign/:token",
    summary: "Signs exactly the content whose hash is sent",
    tag,
    access: "public",
    params: byToken,
    body: signRequest,
    response: signPage,
    handler: ({ params, body, req }) => {
      allowed(`ip:${req.ip ?? ""}`);
      return guest.sign(params.token, body);
    },
  });
  platform.route({
    method: "post",
    path: "/sign/:token/answer",
    summary: "Declines to sign, or says that something is wrong",
    tag,
    access: "public",
    params: byToken,
    body: answerRequest,
    response: signPage,
    handler: ({ params, body, req }) => {
      allowed(`ip:${req.ip ?? ""}`);
      return guest.answer(params.token, body);
    },
  });
  platform.route({
    method: "get",
    path: "/sign/:token/files/:file",
    summary: "A file of what is to be signed",
    tag,
    access: "public",
    params: byToken.extend({ file: z.string().max(40) }),
    raw: "*/*",
    handler: async ({ params, req, res }) => {
      allowed(`ip:${req.ip ?? ""}`);
      await serveFile(platform.files, req, res, await guest.file(params.token, params.file));
    },
  });
}
