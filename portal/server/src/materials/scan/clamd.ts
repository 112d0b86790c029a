/** ClamAV's daemon, spoken to as its manual says (clamd(8)): `zINSTREAM`, chunks with their length in front, an empty one last. */
import { connect, type Socket } from "node:net";
import type { Readable } from "node:stream";
import type { ScanFinding, ScannerPort } from "./port.ts";

/** The longest clamd may be silent; it has read the whole file by then. */
const PATIENCE_MS = 60_000;
const LONGEST_ANSWER = 4096;

/** Where clamd listens. */
export type ClamdPlace = { host: string; port: number } | { path: string };

/** `tcp://127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`; null when it is neither. */
export function clamdPlace(address: string): ClamdPlace | null {
  const socket = /^unix:(\/.+)$/.exec(address);
  if (socket) return { path: socket[1]! };
  const [, host, port] = /^tcp:\/\/(\[[\da-f:]+\]|[^\s/:]+):(\d{1,5})$/i.exec(address) ?? [];
  if (host === undefined || port === undefined || Number(port) < 1 || Number(port) > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

export function createClamd(place: ClamdPlace, patienceMs = PATIENCE_MS): ScannerPort {
  return {
    async scan(bytes) {
      const socket = connect(place);
      socket.setTimeout(patienceMs, () => socket.destroy(new Error("clamd is silent")));
      const answer = answerOf(socket);
      try {
        await send(socket, bytes);
        return findingOf(await answer);
      } catch (error) {
        return { found: "unknown", why: error instanceof Error ? error.message : String(error) };
      } finally {
        socket.destroy();
        bytes.destroy();
      }
    },
  };
}

/** Sends the file; stops early when clamd has answered already (a file larger than it takes, for one). */
async function send(socket: Socket, bytes: Readable): Promise<void> {
  const write = (chunk: Uint8Array): Promise<void> =>
    new Promise((resolve) => {
      // what goes wrong in writing is told by the answer, which ends with the connection
      socket.write(chunk, () => resolve());
    });
  await write(Buffer.from("zINSTREAM\0", "latin1"));
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    if (!socket.writable || socket.readableEnded) return;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    await write(length);
    await write(chunk);
  }
  await write(Buffer.alloc(4));
}

/** What clamd says until it closes or ends its line; rejects with the connection. */
function answerOf(socket: Socket): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    let said = "";
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes("\0") || said.length > LONGEST_ANSWER) resolve(said);
    });
    socket.on("end", () => resolve(said));
    socket.on("error", reject);
    socket.on("close", () => resolve(said));
  });
  // it may fail while the file is still being sent: the one who waits is told then
  answer.catch(() => undefined);
  return answer;
}

function findingOf(answer: string): ScanFinding {
  const line = answer.split("\0")[0]!.trim();
  if (/^stream: OK$/.test(line)) return { found: "nothing" };
  const virus = /^stream: (.{1,200}) FOUND$/.exec(line);
  if (virus) return { found: "virus", what: virus[1]! };
  return { found: "unknown", why: line === "" ? "clamd said nothing" : line.slice(0, 200) };
}
