import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findChromium } from "../pdf/chromium.ts";
import { htmlFaults } from "./html-scan.ts";

const found = await findChromium().catch(() => null);

/** Pieces that hostile HTML is made of; put together at random, but always the same. */
const pieces = [
  ..."< > </ /> <!-- --> --!> <!--> <! <? p b img svg style title = \" ' / x a { } * ;".split(" "),
  ..."<svg> </svg> <style> </style> <title> </title> <p> </p> <table> <tr> <td> </table> <path> <text> <desc>".split(
    " ",
  ),
  ..."<script> </script> <textarea> </textarea> <math> <select> <form> <dl> <br <![CDATA[ ]]> &lt;".split(
    " ",
  ),
  ..."src= href= title= alt= onerror=alert(1) onclick=x data:image/png,x http://e/ &#x6f;n".split(" "),
  ...[
    "<p ",
    "<img ",
    "<use ",
    "<iframe ",
    "<a ",
    '<p title="',
    "<svg><style>",
    "<svg><title>",
    "<!doctype html>",
  ],
  ...[" ", "\n", "\t", "\f", "\u00a0"],
];

function acceptedTexts(count: number): string[] {
  let seed = 42;
  const random = (below: number): number => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const accepted: string[] = [];
  while (accepted.length < count) {
    const text = Array.from({ length: 2 + random(8) }, () => pieces[random(pieces.length)]).join("");
    if (text.includes("<") && htmlFaults(text).length === 0) accepted.push(text);
  }
  return accepted;
}

describe(
  "HTML that the scan accepts",
  { skip: found === null ? "no Chromium on this machine" : false },
  () => {
    it("holds nothing that runs, loads or asks when a real browser reads it: 10,000 random texts", async () => {
      const texts = acceptedTexts(10_000);
      const { default: puppeteer } = await import("puppeteer");
      const browser = await puppeteer.launch({
        executablePath: found?.executable,
        env: found?.env,
        args: found?.args,
        headless: "shell",
      });
      try {
        const page = await browser.newPage();
        const alive = await page.evaluate(`(${alivePieces.toString()})(${JSON.stringify(texts)})`);
        assert.deepEqual(alive, []);
      } finally {
        await browser.close();
      }
    });
  },
);

interface Parsed {
  localName: string;
  attributes: Iterable<{ name: string; value: string }>;
}

/** Runs in the page. */
function alivePieces(texts: string[]): string[] {
  const { DOMParser } = globalThis as unknown as {
    DOMParser: new () => {
      parseFromString(
        text: string,
        type: string,
      ): { body: { querySelectorAll(s: string): Iterable<Parsed> } };
    };
  };
  const parser = new DOMParser();
  const forbidden =
    /^(script|iframe|a|form|object|embed|link|meta|base|foreignobject|math|textarea|select|input)$/i;
  return texts.filter((text) => {
    for (const element of parser.parseFromString(`<body>${text}`, "text/html").body.querySelectorAll("*")) {
      if (forbidden.test(element.localName)) return true;
      for (const { name, value } of element.attributes)
        if (/^on/i.test(name) || (/^(src|href|xlink:href)$/i.test(name) && !/^(data:image|#)/.test(value)))
          return true;
    }
    return false;
  });
}
