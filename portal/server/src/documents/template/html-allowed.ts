/** What the HTML of a document may consist of, and what its styles may not say. */

export const allowedTags = new Set(
  (
    "html head body title style section article header footer main div span p br hr h1 h2 h3 h4 h5 h6 b strong i em u s small sub sup " +
    "ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td img figure figcaption blockquote pre code wbr ruby rt rp time address " +
    "svg g path circle ellipse rect line polyline polygon text tspan textpath defs lineargradient radialgradient stop pattern clippath use symbol"
  ).split(" "),
);
export const allowedAttributes = new Set(
  (
    "class id style lang dir title alt src width height colspan rowspan scope start type value href datetime role " +
    "viewbox xmlns d cx cy r rx ry x y x1 y1 x2 y2 dx dy points fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin " +
    "fill-opacity stroke-opacity opacity transform text-anchor dominant-baseline font-size font-family font-weight letter-spacing " +
    "textlength lengthadjust startoffset offset stop-color stop-opacity preserveaspectratio fill-rule clip-rule clip-path gradientunits gradienttransform patternunits method spacing shape-rendering"
  ).split(" "),
);

export function decodeEntities(value: string): string {
  return value
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_, hex: string) => point(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});?/g, (_, digits: string) => point(Number(digits)))
    .replace(/&(colon|tab|newline);/gi, (_, name: string) => (name.toLowerCase() === "colon" ? ":" : ""));
}
function point(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

export function cssFaults(css: string): [code: string, zh: string, en: string][] {
  const plain = css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) => point(Number.parseInt(hex, 16)))
    .replace(/\\(?=[^0-9a-f])/gi, "")
    .toLowerCase();
  const faults: [string, string, string][] = [];
  if (/@import|@charset|@namespace/.test(plain))
    faults.push([
      "css-import",
      "样式里不允许 @import",
      "@import is not allowed: documents load nothing from outside",
    ]);
  if (/@font-face/.test(plain))
    faults.push([
      "css-font",
      "样式里不允许 @font-face",
      "@font-face is not allowed: the house fonts are there already",
    ]);
  if (/(?:url|image-set|src)\s*\((?!\s*["']?data:image\/)/.test(plain))
    faults.push(["css-url", "样式里只能用内嵌图片", "url() may hold an embedded image only (data:image/…)"]);
  if (/expression\s*\(|javascript:|behavior\s*:|-moz-binding/.test(plain))
    faults.push(["css-code", "样式里不允许代码", "Code in styles is not allowed"]);
  return faults;
}
