import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import { lightColour } from "../platform/api.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import {
  assignees,
  assignRequest,
  clarifyTaskRequest,
  completedTask,
  completeTaskRequest,
  extendRequest,
  pauseRequest,
  preview,
  previewRequest,
  savedTask,
  taskDetail,
  taskDraftRequest,
  taskList,
} from "./api.ts";
import type { Assignees, TaskDetail } from "./api.ts";
import type { TaskActs } from "./acts.ts";
import type { TaskCompletion } from "./completion.ts";
import type { AskExtension } from "./extension.ts";
import type { TaskProcedures } from "./procedure.ts";
import type { TaskListService } from "./service-list.ts";
import { taskTexts } from "./texts.ts";

const byId = z.object({ id: z.string().max(40) });
const tag = "tasks";
const listQuery = z.object({
  view: z.enum(["mine", "team", "today", "over"]).default("mine"),
  q: z.string().max(100).optional(),
  item: z.string().max(60).optional(),
  town: z.string().max(60).optional(),
  light: lightColour.optional(),
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function registerTaskRoutes(parts: {
  platform: Platform;
  audit: AuditArea;
  acts: TaskActs;
  completion: TaskCompletion;
  procedures: TaskProcedures;
  extend: AskExtension;
  list: TaskListService;
  detail: (actor: Actor, id: string) => Promise<TaskDetail>;
  assigneesOf: (actor: Actor, id: string) => Promise<Assignees>;
}): void {
  const { platform, audit, acts, completion, procedures, extend, list, detail, assigneesOf } = parts;
  const act = (
    path: string,
    summary: string,
    action: string,
    run: (actor: Actor, id: string, ifMatch: number | undefined) => Promise<z.infer<typeof savedTask>>,
  ): void =>
    platform.route({
      method: "post",
      path: `/tasks/:id/${path}`,
      summary,
      tag,
      access: [action, "task"],
      params: byId,
      response: savedTask,
      handler: ({ actor, params, ifMatch }) => run(actor, params.id, ifMatch),
    });

  platform.route({
    method: "get",
    path: "/tasks",
    summary: "The inbox: one view, page by page, most pressing first",
    tag,
    access: ["complete", "task"],
    query: listQuery,
    response: taskList,
    handler: async ({ actor, query }) => {
      const page = await list.list(actor, query);
      // the rows name applicants: each page is a read; looking for somebody is told apart from looking at the desk
      if (query.q !== undefined || page.rows.length > 0)
        await audit.recordRead({
          actor,
          action: query.q === undefined ? "tasks.list" : "tasks.search",
          thing: { kind: "inbox", id: query.view },
          data: { cases: [...new Set(page.rows.map((row) => row.caseNo))] },
        });
      return page;
    },
  });
  platform.route({
    method: "get",
    path: "/tasks/:id",
    summary: "One task with all its evidence, as far as the department may read it",
    tag,
    access: ["read", "task"],
    params: byId,
    response: taskDetail,
    handler: async ({ actor, params }) => {
      const page = await detail(actor, params.id);
      await audit.recordRead({
        actor,
        action: "tasks.read",
        thing: { kind: "task", id: params.id },
        data: { case: page.caseNo, fields: page.fields.map((field) => field.path) },
      });
      return page;
    },
  });
  act("claim", "Takes the task", "claim", acts.claim);
  act("release", "Gives the task back", "release", acts.release);
  act("read", "Marks the task as read", "read", (actor, id) => acts.read(actor, id));
  platform.route({
    method: "post",
    path: "/tasks/:id/assign",
    summary: "Gives the task to somebody of the group",
    tag,
    access: ["assign", "task"],
    params: byId,
    body: assignRequest,
    response: savedTask,
    handler: ({ actor, params, body, ifMatch }) => acts.assign(actor, params.id, ifMatch, body.personId),
  });
  platform.route({
    method: "get",
    path: "/tasks/:id/assignees",
    summary: "Who may take the task, with what they hold",
    tag,
    access: ["read", "task"],
    params: byId,
    response: assignees,
    handler: ({ actor, params }) => assigneesOf(actor, params.id),
  });
  platform.route({
    method: "put",
    path: "/tasks/:id/draft",
    summary: "Keeps half-filled answers",
    tag,
    access: ["save", "task"],
    params: byId,
    body: taskDraftRequest,
    response: savedTask,
    versioned: true,
    handler: ({ actor, params, body, ifMatch }) => acts.saveDraft(actor, params.id, ifMatch, body.data),
  });
  platform.route({
    method: "post",
    path: "/tasks/:id/complete",
    summary: "Hands in the outcome: stored, given to the process, applied when its record says so",
    tag,
    access: ["complete", "task"],
    params: byId,
    body: completeTaskRequest,
    response: completedTask,
    versioned: true,
    idempotent: "required",
    handler: ({ actor, params, body, ifMatch, idempotencyKey }) => {
      if (idempotencyKey === undefined)
        throw new AppError({ code: "idempotency-key-missing", status: 428, detail: taskTexts.needsKey });
      return platform.idempotent(
        idempotencyKey,
        actor,
        () => completion.complete(actor, params.id, ifMatch, body.outcome, body.data, idempotencyKey),
        ["complete", params.id, body],
      );
    },
  });
  platform.route({
    method: "post",
    path: "/tasks/:id/pause",
    summary: "Orders an art. 45 procedure of the item: its clock stops",
    tag,
    access: ["pause", "task"],
    params: byId,
    body: pauseRequest,
    response: savedTask,
    handler: ({ actor, params, body, ifMatch }) => procedures.pause(actor, params.id, ifMatch, body),
  });
  platform.route({
    method: "post",
    path: "/tasks/:id/clarify",
    summary: "Asks the applicant to explain something about an accepted item; stops no clock",
    tag,
    access: ["clarify", "task"],
    params: byId,
    body: clarifyTaskRequest,
    response: savedTask,
    handler: ({ actor, params, body, ifMatch }) =>
      procedures.clarify(actor, params.id, ifMatch, body.question),
  });
  platform.route({
    method: "post",
    path: "/tasks/:id/extend",
    summary: "Asks the head to extend the item's limit, once and before its due date",
    tag,
    access: ["extend", "task"],
    params: byId,
    body: extendRequest,
    response: savedTask,
    handler: ({ actor, params, ifMatch, body }) => extend(actor, params.id, ifMatch, body.reason.trim()),
  });
  platform.route({
    method: "post",
    path: "/tasks/:id/preview",
    summary: "The decision's document as it would be issued",
    tag,
    access: ["complete", "task"],
    params: byId,
    body: previewRequest,
    response: preview,
    handler: ({ actor, params, body }) => completion.preview(actor, params.id, body.outcome, body.data),
  });
}
