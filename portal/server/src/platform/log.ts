/** One line of JSON per event. No bodies, no cookies, no names: ids and facts only. */
import { pino, type DestinationStream, type Logger } from "pino";

export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: ["password", "*.password", "cookie", "*.cookie", "headers", "*.headers", "body", "*.body"],
      remove: true,
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
