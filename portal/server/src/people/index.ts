/** Who works here, in which posts, from when until when (A1); for administrators. */
import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import { cases } from "../cases/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { TasksOfPerson } from "../tasks/index.ts";
import {
  endPost,
  endPreview,
  givenPassword,
  holdersQuery,
  newPerson,
  newPost,
  peoplePage,
  peopleQuery,
  personDetail,
  postHolders,
  postPreview,
} from "./api.ts";
import { createPosts } from "./posts.ts";
import { createRights } from "./rights.ts";
import { createPeopleService } from "./service.ts";

const tag = "people";
const SWEEP_MS = 300_000;

export function createPeopleArea(options: {
  platform: Platform;
  audit: AuditArea;
  identity: IdentityArea;
  tasks: TasksOfPerson;
  departments(): { id: string; name: Text }[];
}): void {
  const { platform, audit, identity, tasks, departments } = options;
  const caseRows = platform.store.collection(cases);
  const rights = createRights(identity, {
    cases: (filter) => caseRows.count(filter),
    tasks: (filter) => tasks.countTasks(filter),
  });
  const people = createPeopleService({ platform, audit, rights, departments });
  const posts = createPosts({ platform, audit, rights, people, tasks, departments });
  const identified = z.object({ id: z.string().max(60) });

  platform.route({
    method: "get",
    path: "/people",
    summary: "People with their posts, by user name, filtered by department, role and state",
    tag,
    access: ["view", "person"],
    query: peopleQuery,
    response: peoplePage,
    async handler({ actor, query }) {
      const page = await people.list(query);
      await audit.recordRead({
        actor,
        action: "people.list",
        thing: { kind: "people", id: "list" },
        data: { filtered: Object.keys(query), rows: page.rows.length },
      });
      return page;
    },
  });
  platform.route({
    method: "get",
    path: "/people/holders",
    summary: "Who holds a role in a department now, and what it allows in words",
    tag,
    access: ["view", "person"],
    query: holdersQuery,
    response: postHolders,
    handler: ({ query }) => people.holders(query.department, query.role),
  });
  platform.route({
    method: "post",
    path: "/people",
    summary: "Adds a person; answers a password for one sign-in, shown once",
    tag,
    access: ["change", "person"],
    body: newPerson,
    response: givenPassword,
    status: 201,
    handler: ({ actor, body }) => people.add(actor, body),
  });
  platform.route({
    method: "get",
    path: "/people/:id",
    summary: "One person with all posts, past ones too, and what each allows",
    tag,
    access: ["view", "person"],
    params: identified,
    response: personDetail,
    async handler({ actor, params }) {
      const shown = await people.detail(actor, params.id);
      await audit.recordRead({ actor, action: "people.read", thing: { kind: "person", id: params.id } });
      return shown;
    },
  });
  platform.route({
    method: "post",
    path: "/people/:id/reset",
    summary: "A new password for one sign-in; all sessions of the person end",
    tag,
    access: ["change", "person"],
    params: identified,
    response: givenPassword,
    handler: ({ actor, params }) => people.reset(actor, params.id),
  });
  platform.route({
    method: "post",
    path: "/people/:id/posts/preview",
    summary: "What a post would show and allow, computed by the rules that are enforced",
    tag,
    access: ["change", "person"],
    params: identified,
    body: newPost,
    response: postPreview,
    handler: ({ actor, params, body }) => posts.preview(actor, params.id, body),
  });
  platform.route({
    method: "post",
    path: "/people/:id/posts",
    summary: "Gives a post; an administrator's waits for a second person",
    tag,
    access: ["change", "person"],
    params: identified,
    body: newPost,
    response: personDetail,
    status: 201,
    handler: ({ actor, params, body }) => posts.give(actor, params.id, body),
  });
  platform.route({
    method: "get",
    path: "/posts/:id/end",
    summary: "What follows when a post ends now, and what bars it",
    tag,
    access: ["change", "person"],
    params: identified,
    response: endPreview,
    handler: ({ params }) => posts.endPreview(params.id),
  });
  platform.route({
    method: "post",
    path: "/posts/:id/end",
    summary: "Ends a post now or on a day; tasks in hand go back to the team",
    tag,
    access: ["change", "person"],
    params: identified,
    body: endPost,
    response: personDetail,
    handler: ({ actor, params, body }) => posts.end(actor, params.id, body),
  });
  for (const [verb, agreed] of [
    ["confirm", true],
    ["decline", false],
  ] as const)
    platform.route({
      method: "post",
      path: `/posts/:id/${verb}`,
      summary: agreed
        ? "Confirms an administrator's post as the second person"
        : "Declines an administrator's post, or takes one's own proposal back",
      tag,
      access: ["change", "person"],
      params: identified,
      response: personDetail,
      handler: ({ actor, params }) => posts.decide(actor, params.id, agreed),
    });

  platform.onIdle(async () => void (await posts.sweep()));
  platform.onReady(async () => {
    await posts.sweep();
    const timer = setInterval(() => {
      posts.sweep().catch((error: unknown) => platform.log.warn({ err: error }, "ended posts not swept"));
    }, SWEEP_MS).unref();
    platform.onClose(async () => clearInterval(timer));
  });
}
