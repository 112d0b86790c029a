import { z } from "zod";
import { isoInstant } from "../clocks/index.ts";
import { AppError, NotFoundError } from "../platform/errors.ts";
import type { AuditArea } from "../audit/index.ts";
import type { Platform } from "../platform/platform.ts";
import {
  answersChange,
  changeAnswersRequest,
  checkPage,
  createDraftRequest,
  draft,
  formPart,
  savedPart,
  savePartRequest,
  submitRequest,
  submitted,
} from "./api.ts";
import type { DraftService } from "./draft-service.ts";
import type { DraftView } from "./draft-view.ts";
import type { StoredDraft } from "./model.ts";
import type { createSubmitService } from "./submit-service.ts";
import { errorTexts } from "./texts.ts";

const byId = z.object({ id: z.string().max(40) });
const byPart = z.object({ id: z.string().max(40), part: z.string().max(60) });
const tag = "drafts";

export function registerDraftRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  drafts: DraftService;
  view: DraftView;
  submit: ReturnType<typeof createSubmitService>;
}): void {
  const { platform, audit, drafts, view, submit } = parts;

  platform.route({
    method: "post",
    path: "/drafts",
    summary: "Starts an application from finished answers, prefilled with what we hold",
    tag,
    access: ["create", "draft"],
    body: createDraftRequest,
    response: draft,
    status: 201,
    idempotent: "optional",
    handler: ({ actor, body, idempotencyKey }) =>
      platform.idempotent(
        idempotencyKey,
        actor,
        async () => view.wire(await drafts.create(actor, body.packageId, body.answers)),
        ["POST /drafts", body],
      ),
  });
  platform.route({
    method: "get",
    path: "/drafts/:id",
    summary: "The task list of an application",
    tag,
    access: ["read", "draft"],
    params: byId,
    response: draft,
    handler: async ({ actor, params }) => {
      const stored = await drafts.draftFor(actor, params.id);
      await audit.recordRead({
        actor,
        action: "cases.readDraft",
        thing: { kind: "draft", id: stored.id },
        data: { part: "list" },
      });
      return view.wire(stored);
    },
  });
  platform.route({
    method: "delete",
    path: "/drafts/:id",
    summary: "Deletes an application that was not submitted",
    tag,
    access: ["remove", "draft"],
    params: byId,
    response: z.object({ deleted: z.literal(true) }),
    handler: async ({ actor, params }) => {
      await drafts.remove(actor, params.id);
      return { deleted: true as const };
    },
  });
  platform.route({
    method: "post",
    path: "/drafts/:id/restore",
    summary: "Takes the deletion of an application back, within ten minutes",
    tag,
    access: ["remove", "draft"],
    params: byId,
    response: draft,
    handler: async ({ actor, params }) => view.wire(await drafts.restore(actor, params.id)),
  });
  platform.route({
    method: "put",
    path: "/drafts/:id/answers",
    summary: "Changes the answers; without `confirm` only tells what would drop",
    tag,
    access: ["update", "draft"],
    params: byId,
    body: changeAnswersRequest,
    response: answersChange,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch }) => {
      const { applied, before, after } = await drafts.changeAnswers(
        actor,
        params.id,
        ifMatch,
        body.answers,
        body.confirm,
      );
      return {
        applied,
        ...difference(drafts, before, after),
        draft: await view.wire(applied ? after : before),
      };
    },
  });
  platform.route({
    method: "get",
    path: "/drafts/:id/parts/:part",
    summary: "One part of the merged form with values, sources and readers",
    tag,
    access: ["read", "draft"],
    params: byPart,
    response: formPart,
    handler: async ({ actor, params, res }) => {
      const stored = await drafts.draftFor(actor, params.id);
      const part = view.formPart(stored, params.part);
      if (part === null) throw new NotFoundError(errorTexts.noPart);
      await audit.recordRead({
        actor,
        action: "cases.readDraft",
        thing: { kind: "draft", id: stored.id },
        data: { part: params.part },
      });
      res.setHeader("ETag", `"${stored.version}"`);
      return part;
    },
  });
  platform.route({
    method: "put",
    path: "/drafts/:id/parts/:part",
    summary: "Saves what has the right shape; with `check` answers all errors of the part",
    tag,
    access: ["update", "draft"],
    params: byPart,
    body: savePartRequest,
    response: savedPart,
    versioned: true,
    handler: async ({ actor, params, body, ifMatch, res }) => {
      const { draft: stored, errors } = await drafts.savePart(
        actor,
        params.id,
        params.part,
        ifMatch,
        body.data,
      );
      const part = view.part(stored, params.part);
      if (part === null) throw new NotFoundError(errorTexts.noPart);
      res.setHeader("ETag", `"${stored.version}"`);
      return {
        draftVersion: stored.version,
        part,
        errors: body.check ? errors : [],
        savedAt: isoInstant(stored.savedAt),
      };
    },
  });
  platform.route({
    method: "get",
    path: "/drafts/:id/check",
    summary:
      "Everything once more before submitting: values, materials, readers, declarations, what still blocks",
    tag,
    access: ["read", "draft"],
    params: byId,
    response: checkPage,
    handler: async ({ actor, params }) => {
      const stored = await drafts.draftFor(actor, params.id);
      await audit.recordRead({
        actor,
        action: "cases.readDraft",
        thing: { kind: "draft", id: stored.id },
        data: { part: "check" },
      });
      return view.checkPage(stored);
    },
  });
  platform.route({
    method: "post",
    path: "/drafts/:id/submit",
    summary: "Submits: checks everything, gives number and query code. Sent twice, it answers the same",
    tag,
    access: ["submit", "draft"],
    params: byId,
    body: submitRequest,
    response: submitted,
    versioned: true,
    idempotent: "required",
    handler: ({ actor, params, body, ifMatch, idempotencyKey }) => {
      if (idempotencyKey === undefined)
        throw new AppError({ code: "idempotency-key-missing", status: 428, detail: errorTexts.needsKey });
      return platform.idempotent(
        idempotencyKey,
        actor,
        () => submit.submit(actor, params.id, ifMatch, body),
        ["submit", params.id, body],
      );
    },
  });
}

/** What other answers take away and bring: items, materials, parts. */
function difference(
  drafts: DraftService,
  before: StoredDraft,
  after: StoredDraft,
): Pick<z.infer<typeof answersChange>, "drops" | "adds"> {
  const listed = (one: StoredDraft) => [
    ...one.situation.items.map(({ id, name }) => ({ kind: "item" as const, id, name })),
    ...one.situation.materials.map(({ id, name }) => ({ kind: "material" as const, id, name })),
    ...drafts.sectionsOf(one).map(({ id, name }) => ({ kind: "part" as const, id, name })),
  ];
  const [old, fresh] = [listed(before), listed(after)];
  const missing = (from: typeof old, to: typeof old) =>
    from
      .filter((one) => !to.some((other) => other.kind === one.kind && other.id === one.id))
      .map(({ kind, name }) => ({ kind, name }));
  return { drops: missing(old, fresh), adds: missing(fresh, old) };
}
