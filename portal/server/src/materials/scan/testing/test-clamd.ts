/** A small server that speaks clamd's INSTREAM: it finds one virus, by the text that all scanners know for tests. */
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { ClamdPlace } from "../clamd.ts";

/** Stands for a virus; the real test text would set off scanners on the way. */
export const VIRUS = "ONEWINDOW-TEST-VIRUS";

export interface TestClamd {
  place: ClamdPlace;
  /** The files it was sent, in their order. */
  seen: Buffer[];
  mood: "work" | "complain" | "hang up" | "silent";
  /** Holds answers back until it is called off. */
  hold: Promise<void> | null;
  close(): Promise<void>;
}

export async function startTestClamd(socketPath?: string): Promise<TestClamd> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    let read = Buffer.alloc(0);
    let begun = false;
    const parts: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => {
      if (clamd.mood === "hang up") return void socket.destroy();
      if (clamd.mood === "silent") return;
      read = Buffer.concat([read, chunk]);
      if (!begun) {
        const end = read.indexOf(0);
        if (end < 0) return;
        if (read.subarray(0, end).toString() !== "zINSTREAM") return void socket.end("UNKNOWN COMMAND\0");
        read = read.subarray(end + 1);
        begun = true;
        if (clamd.mood === "complain") {
          socket.end("INSTREAM size limit exceeded. ERROR\0");
          return;
        }
      }
      while (read.length >= 4) {
        const length = read.readUInt32BE();
        if (length === 0) {
          const bytes = Buffer.concat(parts);
          clamd.seen.push(bytes);
          const answer = bytes.includes(VIRUS) ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0";
          void (clamd.hold ?? Promise.resolve()).then(() => socket.end(answer));
          return;
        }
        if (read.length < 4 + length) return;
        parts.push(read.subarray(4, 4 + length));
        read = read.subarray(4 + length);
      }
    });
  });
  await new Promise<void>((resolve) => {
    if (socketPath === undefined) server.listen(0, "127.0.0.1", resolve);
    else server.listen(socketPath, resolve);
  });
  const clamd: TestClamd = {
    place:
      socketPath === undefined
        ? { host: "127.0.0.1", port: (server.address() as AddressInfo).port }
        : { path: socketPath },
    seen: [],
    mood: "work",
    hold: null,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return clamd;
}
