/** Rendering in threads of its own, with a deadline: an endless or greedy template ends its thread, not the server. */
import { Piscina } from "piscina";
import { AppError } from "../../platform/errors.ts";
import { fault, type TemplateFault } from "./fault.ts";
import { templateLimits } from "./limits.ts";
import type { RenderAnswer, RenderRequest } from "./render-core.ts";

/** A template that cannot be rendered: names template, line and remedy. */
export class TemplateError extends AppError {
  readonly fault: TemplateFault;
  constructor(name: string, found: TemplateFault) {
    super({
      code: `template-${found.code}`,
      // a machine under load may be slow once; a wrong template stays wrong
      status: found.code === "deadline" || found.code === "memory" ? 503 : 422,
      detail: {
        zh: `模板 ${name} 第 ${found.line} 行：${found.message.zh}`,
        en: `Template ${name}, line ${found.line}: ${found.message.en}`,
      },
      data: { template: name, line: found.line, column: found.column },
    });
    this.fault = found;
  }
}

export interface Rendered {
  html: string;
  /** Paths of values that were written but are empty. */
  missing: string[];
}

export interface Renderer {
  /** Throws TemplateError. */
  render(request: RenderRequest): Promise<Rendered>;
  close(): Promise<void>;
}

export function createRenderer(settings: { threads?: number; deadlineMs?: number } = {}): Renderer {
  const threads = settings.threads ?? 1;
  const deadlineMs = settings.deadlineMs ?? templateLimits.deadlineMs;
  const pool = new Piscina<RenderRequest, RenderAnswer>({
    filename: new URL("./render-worker.ts", import.meta.url).href,
    name: "render",
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: templateLimits.heapMb },
  });
  let free = threads;
  const waiting: (() => void)[] = [];
  const take = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const give = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async render(request) {
      await take();
      try {
        const answer = await withDeadline(pool, request, deadlineMs);
        if ("fault" in answer) throw new TemplateError(request.name, answer.fault);
        return answer;
      } finally {
        give();
      }
    },
    close: () => pool.destroy(),
  };
}

async function withDeadline(
  pool: Piscina<RenderRequest, RenderAnswer>,
  request: RenderRequest,
  deadlineMs: number,
): Promise<RenderAnswer> {
  // the thread is there before the time runs: its start is not the template's fault
  await pool.run(request, { name: "ready" });
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), deadlineMs);
  try {
    return await pool.run(request, { name: "render", signal: stop.signal });
  } catch (error) {
    const place = { line: 1, column: 1 };
    if (stop.signal.aborted)
      return {
        fault: fault(
          "deadline",
          place,
          `渲染超过 ${deadlineMs} 毫秒，已停止`,
          `Rendering took longer than ${deadlineMs} ms and was stopped`,
        ),
      };
    const code = (error as { code?: string }).code;
    if (code === "ERR_WORKER_OUT_OF_MEMORY")
      return {
        fault: fault(
          "memory",
          place,
          "渲染用的内存太多，已停止",
          "Rendering used too much memory and was stopped",
        ),
      };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
