/** What the terminal shows once the server listens. */
import type { Config } from "./platform/config/config.ts";
import { localUrl } from "./platform/config/local-url.ts";
import type { Text } from "./platform/text.ts";

export interface DemoAccount {
  username: string;
  who: Text;
}

export function banner(options: {
  config: Config;
  port: number;
  accounts: DemoAccount[];
  password: string;
  seconds: number;
  /** False: nobody can sign in as administrator yet. */
  administrator: boolean;
}): string {
  const { config, port, accounts, password, seconds, administrator } = options;
  const lines = [
    "",
    `  一窗 OneWindow  ·  ${config.county.zh} ${config.county.en}`,
    `  ${localUrl(config.host, port)}   (${seconds.toFixed(1)} s)`,
    ...(config.clock === "virtual" ? ["  虚拟时钟 virtual clock: POST /test/clock"] : []),
  ];
  if (accounts.length > 0) {
    const width = Math.max(...accounts.map(({ username }) => username.length));
    lines.push("", `  演示账号 demo accounts（密码 password: ${password}）`);
    for (const { username, who } of accounts)
      lines.push(`    ${username.padEnd(width)}  ${who.zh} · ${who.en}`);
  }
  if (!administrator)
    lines.push(
      "",
      "  还没有管理员账号：按 Ctrl-C 停止，运行下面的命令后再启动",
      "  There is no administrator yet: stop with Ctrl-C, run this, start again",
      "    node bin/onewindow.mjs admin create",
    );
  lines.push("", "  Ctrl-C 停止 stops the server", "", "");
  return lines.join("\n");
}
