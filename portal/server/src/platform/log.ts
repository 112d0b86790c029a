/** One line of JSON per event. No bodies, no cookies, no names: ids and facts only. */
import path from "node:path";
import { destination, multistream, pino, type DestinationStream, type Logger } from "pino";
import { makeFolder } from "./config/data-folder.ts";

export function createLog(level: string, to?: DestinationStream): Logger {
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
  return to ? pino(options, to) : pino(options);
}

/** At a terminal: everything to `server.log` in the data folder, warnings and worse to the terminal, too. */
export function terminalLog(level: string, dataDir: string): Logger {
  try {
    makeFolder(dataDir);
    const file = destination({ dest: path.join(dataDir, "server.log"), sync: false, mode: 0o600 });
    return createLog(
      level,
      multistream([
        { stream: file, level: "trace" },
        { stream: process.stderr, level: "warn" },
      ]),
    );
  } catch {
    // a folder that cannot be written is told in words by what opens it next
    return createLog("warn", process.stderr);
  }
}
