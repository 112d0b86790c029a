/** Test support: just enough of a mail server, which keeps what it gets or refuses it. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export interface TestMailServer {
  url: string;
  mails: { to: string; data: string }[];
  /** Answer to the recipient: 250 takes it. */
  answer: number;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<TestMailServer> {
  const sockets = new Set<Socket>();
  const mail: TestMailServer = { url: "", mails: [], answer: 250, close: async () => undefined };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    let rest = "";
    let to = "";
    let data: string[] | null = null;
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    const heard = (line: string): void => {
      if (data !== null) {
        if (line === ".") {
          mail.mails.push({ to, data: data.join("\n") });
          data = null;
          say("250 taken");
        } else data.push(line);
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO" || verb === "HELO") say("250 here");
      else if (verb === "RCPT") {
        to = line.replace(/^.*<|>.*$/g, "");
        say(`${mail.answer} recipient`);
      } else if (verb === "DATA") {
        data = [];
        say("354 go on");
      } else if (verb === "QUIT") {
        say("221 bye");
        socket.end();
      } else say("250 well");
    };
    socket.on("data", (chunk) => {
      const lines = (rest + chunk.toString("utf8")).split("\r\n");
      rest = lines.pop() ?? "";
      lines.forEach(heard);
    });
    say("220 test");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  mail.url = `smtp://127.0.0.1:${port}`;
  mail.close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  };
  return mail;
}
