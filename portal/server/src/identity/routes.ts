import { instantOf } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { actAsRequest, display, loginRequest, serverInfo, session, sessionAnswer } from "./api.ts";
import { persons } from "./model.ts";
import { DEMO_PASSWORD } from "./seed.ts";
import type { IdentityService } from "./service.ts";

export function registerIdentityRoutes(platform: Platform, service: IdentityService): void {
  const { config, clock, store } = platform;
  platform.route({
    method: "post",
    path: "/session",
    anywhere: true,
    summary: "Sign in",
    tag: "identity",
    access: "public",
    body: loginRequest,
    response: session,
    handler: ({ req, res, body }) => service.signIn(req, res, body),
  });
  platform.route({
    method: "get",
    path: "/session",
    anyCapacity: true,
    summary: "Who is signed in, or null",
    tag: "identity",
    access: "public",
    response: sessionAnswer,
    handler: async ({ actor }) => ({ session: actor === null ? null : await service.me(actor) }),
  });
  platform.route({
    method: "delete",
    path: "/session",
    anywhere: true,
    anyCapacity: true,
    summary: "Sign out",
    tag: "identity",
    access: "signed-in",
    handler: ({ actor, res }) => service.signOut(actor, res),
  });
  platform.route({
    method: "get",
    path: "/me",
    anyCapacity: true,
    summary: "Who I am, what I may act as and do",
    tag: "identity",
    access: "signed-in",
    response: session,
    handler: ({ actor }) => service.me(actor),
  });
  platform.route({
    method: "put",
    path: "/me/display",
    anyCapacity: true,
    anywhere: true,
    summary: "Text size, elder mode, single keys",
    tag: "identity",
    access: "signed-in",
    body: display,
    response: session,
    handler: ({ actor, body }) => service.keepDisplay(actor, body),
  });
  platform.route({
    method: "post",
    path: "/me/acting-as",
    anyCapacity: true,
    anywhere: true,
    summary: "Act in another capacity of mine",
    tag: "identity",
    access: "signed-in",
    body: actAsRequest,
    response: session,
    handler: ({ actor, body }) => service.actAs(actor, body.capacityId),
  });
  platform.route({
    method: "get",
    path: "/server",
    summary: "Public facts of this installation",
    tag: "identity",
    access: "public",
    response: serverInfo,
    async handler() {
      const demo = await store
        .collection(persons)
        .find({ filter: { exists: ["demo.order", true] }, sort: ["demo.order"] });
      return {
        county: config.county,
        serverTime: instantOf(clock.now()),
        virtualClock: config.clock === "virtual",
        hotline: config.hotline,
        demoAccounts: demo.rows.map((person) => ({
          username: person.username,
          password: DEMO_PASSWORD,
          who: person.demo?.who ?? { zh: person.name, en: person.name },
        })),
      };
    },
  });
}
