import { z } from "zod";
import type { Platform } from "../../platform/platform.ts";
import { markRequest, pageMark, pageMarks } from "./api.ts";
import type { MarksService } from "./service.ts";

const byCase = z.object({ no: z.string().max(60) });
const tag = "materials";

export function registerMarkRoutes(platform: Platform, service: MarksService): void {
  platform.route({
    method: "get",
    path: "/cases/:no/marks",
    summary: "Marks of officials on the documents of a case that the caller's department reads",
    tag,
    access: ["mark", "file"],
    params: byCase,
    response: pageMarks,
    handler: ({ actor, params }) => service.list(actor, params.no),
  });
  platform.route({
    method: "post",
    path: "/cases/:no/marks",
    summary: "Marks a region of a page, with a note",
    tag,
    access: ["mark", "file"],
    params: byCase,
    body: markRequest,
    response: pageMark,
    status: 201,
    handler: ({ actor, params, body }) => service.add(actor, params.no, body),
  });
  platform.route({
    method: "delete",
    path: "/cases/:no/marks/:mark",
    summary: "Takes one's own mark away; points that name it keep it",
    tag,
    access: ["mark", "file"],
    params: byCase.extend({ mark: z.string().max(60) }),
    response: pageMark,
    handler: ({ actor, params }) => service.remove(actor, params.no, params.mark),
  });
}
