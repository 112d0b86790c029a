import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mod3736 } from "./check-characters.ts";
import { makeIdentifier, readIdentifier } from "./identifier.ts";
import { serialScope } from "./number-pattern.ts";
import { maskedHolder } from "./wire.ts";

/** Published samples (domain.md 1.9). */
const published = [
  "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
  "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
  "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
  "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
];

describe("licence identifiers", () => {
  for (const identifier of published)
    it(`have the check character that ${identifier.slice(-12)} was published with`, () => {
      const reading = readIdentifier(identifier);
      assert.equal(reading.kind, "right");
      assert.equal(reading.kind === "right" && makeIdentifier(reading.parts), identifier);
    });

  it("with one character changed or two swapped are found out", () => {
    const right = published[0] ?? "";
    const body = right.indexOf("20230000403");
    for (let at = body; at < body + 11; at += 1) {
      const other = right[at] === "9" ? "8" : "9";
      assert.equal(readIdentifier(right.slice(0, at) + other + right.slice(at + 1)).kind, "bad-check-digit");
    }
    assert.equal(readIdentifier(right.replace("20230000403", "20230000430")).kind, "bad-check-digit");
    assert.equal(readIdentifier(`${right.slice(0, -1)}M`).kind, "bad-check-digit");
  });

  it("are read with blanks, small letters and full-width characters", () => {
    const right = published[1] ?? "";
    assert.deepEqual(readIdentifier(`  ${right.toLowerCase()} `), readIdentifier(right));
    assert.deepEqual(
      readIdentifier(right.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))),
      readIdentifier(right),
    );
  });

  it("of another scheme are none of ours", () => {
    for (const text of [
      "",
      "JY23707830000017",
      "1.2.156.3005.3.x",
      "../../etc/passwd",
      `${published[0]}.1`,
      "1.2.156.3005.2",
    ])
      assert.equal(readIdentifier(text).kind, "other", text);
  });

  it("cannot be made of characters that the check does not know", () => {
    assert.equal(mod3736("12-3"), null);
    assert.throws(
      () => makeIdentifier({ typeCode: "类型", issuerCode: "1", serial: "1", edition: "001" }),
      /no licence identifier/,
    );
  });
});

describe("licences", () => {
  it("count serials by the year only where their number names it", () => {
    assert.equal(serialScope("JY2370783{serial:6}{check}", "2026"), "all");
    assert.equal(serialScope("ZP370783{year}{serial:5}", "2026"), "2026");
  });

  it("show strangers part of the holder's name only", () => {
    assert.equal(maskedHolder("张小满"), "张**");
    assert.equal(maskedHolder("张三"), "张*");
    assert.equal(maskedHolder("春和面馆"), "春和*馆");
    assert.equal(maskedHolder("小满家常菜馆（示例）"), "小满***馆（示例）");
  });
});
