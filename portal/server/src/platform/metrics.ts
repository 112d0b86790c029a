/** Figures of the running server for Prometheus. Labels are patterns and names of parts, never a person or a number. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  requestEnded(request: { method: string; route: string; status: number; seconds: number }): void;
  /** A figure that is read when somebody asks. Names are `onewindow_…` in base units (Prometheus naming). */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  /** The exposition text, and its media type. */
  exposition(): Promise<{ type: string; text: string }>;
}

/** Seconds: from an index look-up to a slow report. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "onewindow_" });
  const requests = new Histogram({
    name: "onewindow_http_request_duration_seconds",
    help: "Time from a request to the end of its answer",
    labelNames: ["method", "route", "status"],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    requestEnded: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          // a part that does not answer (an engine that another process owns) costs its figure, not the others
          this.set(
            await Promise.resolve()
              .then(read)
              .catch(() => Number.NaN),
          );
        },
      });
    },
    async exposition() {
      const text = await registry.metrics();
      // prom-client writes "Nan"; the format has NaN
      return { type: registry.contentType, text: text.replace(/ Nan$/gm, " NaN") };
    },
  };
}
