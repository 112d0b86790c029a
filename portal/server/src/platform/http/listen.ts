/** Listening, and the one sentence for each reason why it cannot be. */
import { createServer, type AddressInfo, type Server } from "node:net";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";

/** Answers the port. Throws StartError. */
export async function listen(server: Server, config: Pick<Config, "host" | "port">): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const other = config.port === 3000 ? 3001 : 3000;
      const why: Record<string, string> = {
        EADDRINUSE: `Port ${config.port} on ${config.host} is in use by another program. Stop that one, or choose another port: PORT=${other}`,
        EACCES: `Port ${config.port} may not be opened by this user. Choose one above 1023: PORT=3000`,
        EADDRNOTAVAIL: `HOST ${config.host} is not an address of this machine. Example: HOST=127.0.0.1`,
        ENOTFOUND: `HOST ${config.host} is not known. Example: HOST=127.0.0.1`,
      };
      reject(
        new StartError(
          why[error.code ?? ""] ?? `Cannot listen on ${config.host}:${config.port}: ${error.message}`,
        ),
      );
    });
    server.listen(config.port, config.host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Says early, before anything is opened or seeded, that the port cannot be had. Throws StartError. */
export async function assertPortFree(config: Pick<Config, "host" | "port">): Promise<void> {
  const probe = createServer();
  await listen(probe, config);
  await new Promise((resolve) => probe.close(resolve));
}
