import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { theme } from "antd";
import { contrast } from "./contrast.ts";
import { parseDisplay, rootSize } from "./display.ts";
import { shellTheme } from "./themes.ts";
import tokens from "./theme.json" with { type: "json" };

const WHITE = "#ffffff";
const design = theme.getDesignToken(shellTheme("citizen"));
const custom = tokens.custom.light;

const onWhite: [name: string, hex: string, ratio: number][] = [
  ["text", design.colorText, 16.48],
  ["secondary", design.colorTextSecondary, 7.0],
  ["placeholder", design.colorTextPlaceholder, 5.33],
  ["disabled", design.colorTextDisabled, 5.33],
  ["primary", design.colorPrimary, 6.16],
  ["primary hover", design.colorPrimaryHover, 8.97],
  ["primary active", design.colorPrimaryActive, 12.08],
  ["link hover", design.colorLinkHover, 8.97],
  ["success", design.colorSuccess, 5.59],
  ["warning", design.colorWarning, 6.79],
  ["orange", custom.status.ORANGE, 5.43],
  ["error", design.colorError, 5.57],
  ["error hover", design.colorErrorHover, 7.75],
  ["purple", custom.provenance.licence[0]!, 9.85],
  ["cyan", custom.provenance.register[0]!, 6.1],
  ["control border", design.colorBorder, 3.69],
  ["citizen header", custom.header, 10.04],
  ["workbench sider", custom.workbenchSider, 16.83],
];

const onTint: [name: string, hex: string, tint: string, ratio: number][] = [
  ["text on layout", design.colorText, design.colorBgLayout, 15.24],
  ["secondary on layout", design.colorTextSecondary, design.colorBgLayout, 6.48],
  ["placeholder on layout", design.colorTextPlaceholder, design.colorBgLayout, 4.93],
  ["primary on its tint", design.colorPrimary, design.colorPrimaryBg, 5.5],
  ["success on its tint", design.colorSuccess, design.colorSuccessBg, 5.44],
  ["warning on its tint", design.colorWarning, design.colorWarningBg, 6.53],
  ["orange on its tint", custom.needsYou.bar, custom.needsYou.bg, 5.09],
  ["error on its tint", design.colorError, design.colorErrorBg, 5.07],
  ["purple on its tint", custom.provenance.licence[0]!, custom.provenance.licence[1]!, 8.88],
  ["cyan on its tint", custom.provenance.register[0]!, custom.provenance.register[1]!, 5.82],
  ["sider text", custom.workbenchSiderText, custom.workbenchSider, 10.68],
  ["focus on citizen header", custom.focusRingOnNavy, custom.header, 7.2],
  ["focus on sider", custom.focusRingOnNavy, custom.workbenchSider, 12.07],
];

test("every colour that antd derives keeps the contrast of the table in the screen design", () => {
  for (const [name, hex, ratio] of onWhite)
    assert.equal(contrast(hex, WHITE).toFixed(2), ratio.toFixed(2), name);
  for (const [name, hex, tint, ratio] of onTint) {
    assert.ok(Math.abs(contrast(hex, tint) - ratio) < 0.011, `${name}: ${contrast(hex, tint).toFixed(2)}`);
  }
});

test("text and targets of antd grow as the root does; elder mode has 60 px targets and no text under 18 px", () => {
  const double = theme.getDesignToken(shellTheme("workbench", { scale: 2, elder: false }));
  assert.deepEqual([double.fontSize, double.controlHeight, double.controlHeightSM], [28, 64, 52]);
  const elder = theme.getDesignToken(shellTheme("citizen", { scale: 1.25, elder: true }));
  assert.ok(elder.fontSize >= 20 && elder.fontSizeSM >= 18 && elder.lineHeight >= 1.5);
  assert.ok([elder.controlHeight, elder.controlHeightSM, elder.controlHeightLG].every((px) => px >= 60));
});

test("what a device kept is read with care, and elder mode is for citizens' pages only", () => {
  const standard = { textSize: 100, elder: false, singleKeys: true };
  for (const kept of [null, "", "large", "[]", '{"textSize":137,"elder":1}'])
    assert.deepEqual(parseDisplay(kept), standard);
  const elder = parseDisplay('{"textSize":150,"elder":true,"singleKeys":false}');
  assert.deepEqual(elder, { textSize: 150, elder: true, singleKeys: false });
  assert.deepEqual([rootSize(elder, "citizen"), rootSize({ ...elder, textSize: 100 }, "citizen")], [24, 20]);
  assert.equal(rootSize({ ...elder, textSize: 100 }, "workbench"), 16);
});

test("text passes AA on chips and provenance badges", () => {
  for (const [name, pair] of Object.entries({ ...custom.chip, ...custom.provenance })) {
    assert.ok(contrast(pair[0]!, pair[1]!) >= 4.5, name);
  }
});

test("the CSS variables carry the values of theme.json", () => {
  const css = fs.readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");
  const value = (name: string): string | undefined => new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1];
  const token = tokens.shared.token;
  const expected: Record<string, string> = {
    primary: token.colorPrimary,
    "primary-hover": token.colorPrimaryHover,
    "primary-active": token.colorPrimaryActive,
    "primary-bg": token.colorPrimaryBg,
    "primary-border": token.colorPrimaryBorder,
    success: token.colorSuccess,
    "success-bg": token.colorSuccessBg,
    "success-border": token.colorSuccessBorder,
    warning: token.colorWarning,
    "warning-bg": token.colorWarningBg,
    "warning-border": token.colorWarningBorder,
    error: token.colorError,
    "error-hover": token.colorErrorHover,
    "error-bg": token.colorErrorBg,
    "error-border": token.colorErrorBorder,
    text: token.colorText,
    "text-2": token.colorTextSecondary,
    "text-3": token.colorTextQuaternary,
    border: token.colorBorder,
    layout: token.colorBgLayout,
    header: custom.header,
    sider: custom.workbenchSider,
    "sider-text": custom.workbenchSiderText,
    "sider-active": custom.workbenchSiderActiveBg,
    divider: custom.divider,
    "divider-soft": custom.dividerSoft,
    focus: custom.focusRing,
    "focus-on-navy": custom.focusRingOnNavy,
    "needs-you-bg": custom.needsYou.bg,
    "needs-you-border": custom.needsYou.border,
    "needs-you-bar": custom.needsYou.bar,
    "row-current-bg": custom.rowCurrent.bg,
    "row-current-line": custom.rowCurrent.line,
  };
  for (const [name, hex] of Object.entries(custom.status)) expected[`status-${name.toLowerCase()}`] = hex;
  for (const [name, pair] of Object.entries(custom.chip)) {
    expected[`chip-${name}`] = pair[0]!;
    expected[`chip-${name}-bg`] = pair[1]!;
  }
  for (const [name, pair] of Object.entries(custom.provenance)) {
    expected[`provenance-${name}`] = pair[0]!;
    expected[`provenance-${name}-bg`] = pair[1]!;
  }
  for (const [name, hex] of Object.entries(expected)) assert.equal(value(name), hex, `--${name}`);
});
