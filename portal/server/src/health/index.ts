import { statfs } from "node:fs/promises";
import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import type { DocumentsArea } from "../documents/index.ts";
import type { Platform } from "../platform/platform.ts";
import { health, retryResult } from "./api.ts";
import { createHealthService, type HealthContent, type HealthService, type Undelivered } from "./service.ts";

export type { ContentStatus, HealthContent, HealthService } from "./service.ts";

/** What is broken now, who feels it, what to do; for administrators. */
export function createHealthArea(options: {
  platform: Platform;
  audit: AuditArea;
  catalogue: HealthContent;
  documents: Pick<DocumentsArea, "press">;
  messages?: Undelivered;
}): HealthService {
  const { platform, audit, catalogue, documents, messages } = options;
  const service = createHealthService({
    platform,
    audit,
    content: catalogue,
    printer: documents.press.state,
    messages,
  });
  const { metrics, engine, config } = platform;
  metrics.gauge(
    "onewindow_engine_incidents",
    "Processes that are stuck",
    () => engine.query.incidents().length,
  );
  metrics.gauge("onewindow_engine_position", "Records that the engine has written", () =>
    engine.lastPosition(),
  );
  metrics.gauge("onewindow_data_free_bytes", "Free space where the data folder lies", async () => {
    const { bavail, bsize } = await statfs(config.dataDir);
    return bavail * bsize;
  });
  platform.route({
    method: "get",
    path: "/health",
    summary: "Parts, content and incidents; what is red comes first",
    tag: "health",
    access: ["view", "health"],
    response: health,
    handler: () => service.health(),
  });
  platform.route({
    method: "post",
    path: "/health/incidents/:key/retry",
    summary: "Tries again where a process is stuck",
    tag: "health",
    access: ["retry", "health"],
    params: z.object({ key: z.string() }),
    response: retryResult,
    handler: ({ actor, params }) => service.retry(actor, params.key),
  });
  return service;
}
