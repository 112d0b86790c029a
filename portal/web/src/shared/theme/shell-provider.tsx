import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useLayoutEffect, useMemo } from "react";
import type { ReactNode } from "react";
import { useLanguage } from "../i18n/use-text.ts";
import { applyDisplay, rootSize, useDisplay } from "./display.ts";
import { shellTheme } from "./themes.ts";
import type { ShellName } from "./themes.ts";

const reducedMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Theme and language of antd for one shell. */
export function ShellProvider({ shell, children }: { shell: ShellName; children: ReactNode }) {
  const display = useDisplay();
  const elder = display.elder && shell === "citizen";
  const scale = rootSize(display, shell) / 16;
  const language = useLanguage();
  const theme = useMemo(() => shellTheme(shell, { scale, elder }, reducedMotion()), [shell, scale, elder]);
  useLayoutEffect(() => applyDisplay(shell), [shell]);
  return (
    <ConfigProvider
      theme={theme}
      // Always given: with and without a locale antd builds different trees, and the page would be mounted anew.
      locale={language === "zh" ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  );
}
