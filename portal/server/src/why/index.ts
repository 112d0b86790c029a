import type { AuditArea } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { TasksArea } from "../tasks/index.ts";
import { why, whyOptions, whyQuery } from "./api.ts";
import { createWhy } from "./service.ts";
import type { WhyService } from "./service.ts";

export { actionTexts, fieldTexts, kindTexts, partTexts, wordOf } from "./texts.ts";

/** "Why can X see this?" (A2). */
export function createWhyArea(options: {
  platform: Platform;
  audit: AuditArea;
  identity: IdentityArea;
  cases: CasesArea;
  tasks: TasksArea;
}): WhyService {
  const { platform, audit } = options;
  const service = createWhy(options);
  platform.route({
    method: "get",
    path: "/why",
    summary:
      "Why a person may do something with a thing, or not: capacity, rule, condition with its values, masks",
    tag: "identity",
    access: "signed-in",
    query: whyQuery,
    response: why,
    handler: async ({ actor, query }) => {
      const answer = await service.ask(actor, query);
      await audit.recordRead({
        actor,
        action: "identity.why",
        thing: { kind: "person", id: answer.person.id },
        data: { what: query.what, action: query.action, allowed: answer.allowed },
      });
      return answer;
    },
  });
  platform.route({
    method: "get",
    path: "/why/options",
    summary: "What can be asked: kinds of things and actions",
    tag: "identity",
    access: "signed-in",
    response: whyOptions,
    handler: ({ actor }) => service.options(actor),
  });
  return service;
}
