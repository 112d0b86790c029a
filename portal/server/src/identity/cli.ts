/** `onewindow admin create`: the first administrator. The password comes from the terminal or stdin, never from argv. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { createAuditArea } from "../audit/index.ts";
import { systemClock } from "../platform/clock.ts";
import type { Config } from "../platform/config/config.ts";
import { openDataFolder } from "../platform/config/data-folder.ts";
import { StartError } from "../platform/config/start-error.ts";
import { AppError } from "../platform/errors.ts";
import { createIds } from "../platform/ids.ts";
import { openData } from "../platform/open-data.ts";
import type { Language } from "../platform/text.ts";
import { createAdministrator } from "./administrator.ts";
import { administratorTexts as texts } from "./texts.ts";

/** Where answers come from: a person at a terminal, or lines of stdin. */
export interface Asker {
  /** True: nobody is there to be asked; what no flag says is missing. */
  unattended: boolean;
  line(question: string): Promise<string>;
  /** Not shown while it is typed. */
  secret(question: string): Promise<string>;
  close(): void;
}

/** Answers the exit code. Throws StartError with a sentence for the terminal; then nothing was made. */
export async function createAdminCommand(options: {
  args: string[];
  config: Config;
  language: Language;
  print(line: string): void;
  asker: Asker;
}): Promise<number> {
  const { config, language, print, asker } = options;
  try {
    const flags = readFlags(options.args, language);
    const ask = async (flag: "username" | "name"): Promise<string> => {
      const given = flags.get(flag);
      if (given !== undefined) return given;
      if (asker.unattended) throw new StartError(texts.flagMissing(flag)[language]);
      return asker.line(`${texts.ask[flag][language]}: `);
    };
    const folder = openDataFolder(config.dataDir);
    try {
      const { store } = await openData(config);
      try {
        const username = await ask("username");
        const name = await ask("name");
        const password = await asker.secret(`${texts.ask.password[language]}: `);
        if (!asker.unattended && (await asker.secret(`${texts.ask.again[language]}: `)) !== password)
          throw new StartError(texts.differs[language]);
        const audit = createAuditArea({ store, clock: systemClock });
        const made = await createAdministrator(
          { store, audit, ids: createIds(systemClock) },
          { username, name, password },
        );
        print(texts.made(made)[language]);
        return 0;
      } finally {
        await store.close();
      }
    } finally {
      folder.release();
    }
  } catch (error) {
    if (error instanceof AppError) throw new StartError(error.detail[language]);
    throw error;
  } finally {
    asker.close();
  }
}

function readFlags(args: readonly string[], language: Language): Map<string, string> {
  const flags = new Map<string, string>();
  for (const arg of args) {
    const [, name = "", value = ""] = /^--([a-z]+)=(.*)$/s.exec(arg) ?? [];
    if (name === "password" || arg === "--password") throw new StartError(texts.noPasswordFlag[language]);
    if (name !== "username" && name !== "name") throw new StartError(texts.unknownFlag(arg)[language]);
    flags.set(name, value);
  }
  return flags;
}

/** Asks at a terminal; without one the password is the first line of stdin. */
export function terminalAsker(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Asker {
  if (!input.isTTY)
    return {
      unattended: true,
      line: async () => "",
      secret: async () => (await text(input)).split(/\r?\n/)[0] ?? "",
      close: () => undefined,
    };
  let hidden = false;
  const screen = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!hidden) output.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output: screen, terminal: true });
  lines.once("SIGINT", () => {
    output.write("\n");
    process.exit(130); // nothing was made yet; the folder is free when the process ends
  });
  return {
    unattended: false,
    line: (question) => lines.question(question),
    async secret(question) {
      output.write(question);
      hidden = true;
      try {
        return await lines.question("");
      } finally {
        hidden = false;
        output.write("\n");
      }
    },
    close: () => lines.close(),
  };
}
