/** The fonts of documents: Noto Serif SC and Noto Sans SC from npm (OFL), whole, so that rare characters are there. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Face {
  family: string;
  weight: number;
  file: string;
}

const require = createRequire(import.meta.url);

function folder(name: string): string {
  for (const place of require.resolve.paths(name) ?? [])
    if (existsSync(join(place, name))) return join(place, name);
  throw new Error(`the npm package ${name} is not installed`);
}

export function fontFaces(): Face[] {
  const serif = folder("@expo-google-fonts/noto-serif-sc");
  const sans = folder("@expo-google-fonts/noto-sans-sc");
  return [
    { family: "Noto Serif SC", weight: 400, file: join(serif, "400Regular", "NotoSerifSC_400Regular.ttf") },
    { family: "Noto Serif SC", weight: 700, file: join(serif, "700Bold", "NotoSerifSC_700Bold.ttf") },
    { family: "Noto Sans SC", weight: 400, file: join(sans, "400Regular", "NotoSansSC_400Regular.ttf") },
    { family: "Noto Sans SC", weight: 700, file: join(sans, "700Bold", "NotoSansSC_700Bold.ttf") },
  ];
}

export function fontFolders(): string[] {
  return fontFaces().map(({ file }) => join(file, ".."));
}

/** `@font-face` rules by file address, for browsers whose own font system does not know the fonts. */
export function fontCss(): string {
  return fontFaces()
    .map(
      ({ family, weight, file }) =>
        `@font-face{font-family:"${family}";font-weight:${weight};src:local("${family}${weight === 700 ? " Bold" : ""}"),url("${pathToFileURL(file).href}")}`,
    )
    .join("\n");
}
