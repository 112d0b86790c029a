/** The command `onewindow`: tools of the areas at a terminal. */
import { fileURLToPath } from "node:url";
import type { Language, Text } from "./platform/text.ts";
import { readConfig } from "./platform/config/config.ts";
import { StartError } from "./platform/config/start-error.ts";

const HOME = fileURLToPath(new URL("../../../", import.meta.url));
const WRONG_USE = 2;
/** Back to the start of the line, which is emptied. */
const CLEAR = "\r\u001b[K";

interface Context {
  args: string[];
  language: Language;
  print(line: string): void;
}
interface Command {
  usage: string;
  summary: Text;
  run(context: Context): Promise<number>;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const config = () =>
  readConfig({ env: process.env, folder: process.env["ONEWINDOW_CWD"] ?? process.cwd(), home: HOME });

async function commands(): Promise<Record<string, Command>> {
  const { catalogueCommands } = await import("./catalogue/cli.ts");
  const content = Object.entries(catalogueCommands).map(([name, command]): [string, Command] => [
    name,
    {
      usage: command.usage,
      summary: command.summary,
      run: ({ args, language }) =>
        command.run(args, {
          contentDir: config().contentDir,
          workingDir: process.env["ONEWINDOW_CWD"] ?? process.cwd(),
          language,
          print,
        }),
    },
  ]);
  const { operationCommands } = await import("./operations/cli.ts");
  const operations = Object.entries(operationCommands).map(([name, command]): [string, Command] => [
    name,
    {
      usage: command.usage,
      summary: command.summary,
      async run({ args, language }) {
        const code = await command.run({
          args,
          dataDir: config().dataDir,
          mongoUri: config().mongoUri,
          mongoWithoutTransactions: config().mongoWithoutTransactions,
          workingDir: process.env["ONEWINDOW_CWD"] ?? process.cwd(),
          language,
          print: (line) => print(`${process.stderr.isTTY ? CLEAR : ""}${line}`),
          progress: (line) => void (process.stderr.isTTY && process.stderr.write(`${CLEAR}${line}`)),
        });
        if (code === WRONG_USE) print(command.usage);
        return code;
      },
    },
  ]);
  return {
    ...Object.fromEntries(content),
    ...Object.fromEntries(operations),
    admin: {
      usage: "onewindow admin create",
      summary: {
        zh: "建立管理员账号（服务停止时；密码在提示后输入或从标准输入给出）",
        en: "Makes an administrator (while the server is stopped; password typed or on stdin)",
      },
      run: createAdmin,
    },
    audit: {
      usage: "onewindow audit verify",
      summary: { zh: "核验审计链是否完整", en: "Verifies that the audit chain is whole" },
      run: verifyAudit,
    },
  };
}

async function createAdmin({ args, language }: Context): Promise<number> {
  if (args[0] !== "create") return help(await commands(), language);
  // what is made here holds personal data
  process.umask(0o077);
  const { createAdminCommand, terminalAsker } = await import("./identity/cli.ts");
  return createAdminCommand({
    args: args.slice(1),
    config: config(),
    language,
    print,
    asker: terminalAsker(process.stdin, process.stdout),
  });
}

async function verifyAudit({ args, language }: Context): Promise<number> {
  if (args[0] !== "verify") return help(await commands(), language);
  const { verifyCommand } = await import("./audit/cli.ts");
  const shown = process.stderr.isTTY;
  return verifyCommand({
    config: config(),
    language,
    print,
    progress(done, total) {
      if (shown) process.stderr.write(`\r${done}/${total}${done === total ? "\n" : ""}`);
    },
  });
}

function help(known: Record<string, Command>, language: Language): number {
  for (const { usage, summary } of Object.values(known)) print(`${usage.padEnd(44)} ${summary[language]}`);
  print(
    `${"--lang=zh | --lang=en".padEnd(44)} ${{ zh: "输出语言", en: "language of the output" }[language]}`,
  );
  return WRONG_USE;
}

async function main(): Promise<void> {
  const wanted = process.argv.find((arg) => arg.startsWith("--lang="))?.slice("--lang=".length);
  const language: Language = (wanted ?? process.env["LANG"] ?? "").startsWith("zh") ? "zh" : "en";
  const [name = "", ...args] = process.argv.slice(2).filter((arg) => !arg.startsWith("--lang="));
  try {
    const known = await commands();
    const command = Object.hasOwn(known, name) ? known[name] : undefined;
    process.exitCode = command ? await command.run({ args, language, print }) : help(known, language);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

await main();
