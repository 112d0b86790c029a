/** The fonts of documents: Noto Serif SC and Noto Sans SC from npm (OFL), whole, so that rare characters are there. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withoutRadicals } from "./font-without-radicals.ts";
import { ownFolder } from "./own-folder.ts";

const families = [
  { family: "Noto Serif SC", from: "@expo-google-fonts/noto-serif-sc", file: "NotoSerifSC" },
  { family: "Noto Sans SC", from: "@expo-google-fonts/noto-sans-sc", file: "NotoSansSC" },
];
const weights = [
  { weight: 400, name: "400Regular" },
  { weight: 700, name: "700Bold" },
];
const faces = families.flatMap((family) =>
  weights.map(({ weight, name }) => ({
    ...family,
    weight,
    folder: name,
    file: `${family.file}_${name}.ttf`,
  })),
);
const require = createRequire(import.meta.url);

/** Folder of an npm package, whether or not it exports anything. */
export function packageFolder(name: string): string {
  for (const place of require.resolve.paths(name) ?? []) {
    const folder = join(place, name);
    if (existsSync(join(folder, "package.json"))) return folder;
  }
  throw new Error(`the npm package ${name} is not installed`);
}

/** Folder with the fonts as documents use them, made on first use. */
export async function preparedFonts(): Promise<string> {
  const { version } = require(join(packageFolder("@expo-google-fonts/noto-serif-sc"), "package.json")) as {
    version: string;
  };
  return ownFolder(`onewindow-fonts-${version}`, async (folder) => {
    for (const { from, folder: weight, file } of faces)
      await writeFile(
        join(folder, file),
        withoutRadicals(await readFile(join(packageFolder(from), weight, file))),
      );
  });
}

/** `@font-face` rules by file address. */
export function fontCss(folder: string): string {
  return faces
    .map(
      ({ family, weight, file }) =>
        `@font-face{font-family:"${family}";font-weight:${weight};src:url("${pathToFileURL(join(folder, file)).href}")}`,
    )
    .join("\n");
}
