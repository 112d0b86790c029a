/** antd themes of the shells, merged from theme.json: shared first, then the shell. */
import type { ThemeConfig } from "antd";
import tokens from "./theme.json" with { type: "json" };

export type ShellName = "citizen" | "workbench";
export interface Size {
  /** Root font size by the standard one of 16 px. */
  scale: number;
  elder: boolean;
}

type Components = Record<string, Record<string, unknown>>;

function mergeComponents(shared: Components, shell: Components): Components {
  const names = new Set([...Object.keys(shared), ...Object.keys(shell)]);
  return Object.fromEntries([...names].map((name) => [name, { ...shared[name], ...shell[name] }]));
}

/** Parts whose size is written in px grow with the text. */
function scaled(components: Components, scale: number): Components {
  const grown = ([name, value]: [string, unknown]): [string, unknown] => [
    name,
    SCALED_PARTS.includes(name) && typeof value === "number" ? value * scale : value,
  ];
  return Object.fromEntries(
    Object.entries(components).map(([name, parts]) => [
      name,
      Object.fromEntries(Object.entries(parts).map(grown)),
    ]),
  );
}

const SCALED = ["fontSize", "controlHeight", "controlHeightLG", "controlHeightSM", "controlInteractiveSize"];
/** Sizes of the parts of components, in px too. */
const SCALED_PARTS = ["titleFontSize", "contentFontSizeSM", "labelFontSize", "radioSize", "cellFontSize"];
/** Elder mode (工信部 2021 适老化通用设计规范): targets of 60 px, lines of 1.5, nothing under 18 px. */
const ELDER_TARGET = 60;
const ELDER_TEXT = 18;

/** Theme of a shell; px of text and targets grow as the root does. */
export function shellTheme(
  shell: ShellName,
  { scale, elder }: Size = { scale: 1, elder: false },
  reducedMotion = false,
): ThemeConfig {
  const own: Record<string, number> = { ...tokens[shell].token };
  const token: Record<string, unknown> = { ...tokens.shared.token, ...own };
  for (const name of SCALED) {
    const value = own[name];
    if (value !== undefined)
      token[name] = Math.max(value * scale, elder && name.startsWith("controlHeight") ? ELDER_TARGET : 0);
  }
  if (elder) Object.assign(token, { fontSizeSM: ELDER_TEXT });
  if (reducedMotion) token.motion = false;
  return {
    token,
    components: scaled(mergeComponents(tokens.shared.components, tokens[shell].components), scale),
  } as ThemeConfig;
}
