/** antd themes of the shells, merged from theme.json: shared first, then the shell. */
import type { ThemeConfig } from "antd";
import tokens from "./theme.json" with { type: "json" };

export type ShellName = "citizen" | "workbench";
export type TextSize = "standard" | "large";

type Components = Record<string, Record<string, unknown>>;

function mergeComponents(shared: Components, shell: Components): Components {
  const names = new Set([...Object.keys(shared), ...Object.keys(shell)]);
  return Object.fromEntries([...names].map((name) => [name, { ...shared[name], ...shell[name] }]));
}

const SCALE = 1.25;
const SCALED = ["fontSize", "controlHeight", "controlHeightLG", "controlHeightSM"] as const;

/** Theme of a shell; `large` scales text and targets as the root font size does. */
export function shellTheme(shell: ShellName, size: TextSize, reducedMotion = false): ThemeConfig {
  const own: Record<string, number> = { ...tokens[shell].token };
  const token: Record<string, unknown> = { ...tokens.shared.token, ...own };
  if (size === "large") {
    for (const name of SCALED) {
      const value = own[name];
      if (value !== undefined) token[name] = value * SCALE;
    }
  }
  if (reducedMotion) token.motion = false;
  return {
    token,
    components: mergeComponents(tokens.shared.components, tokens[shell].components),
  } as ThemeConfig;
}
