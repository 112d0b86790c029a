/** Ids that sort by the time of their making: 10 characters of time, 16 of chance, counted up within a millisecond. */
import { randomBytes } from "node:crypto";
import type { Clock } from "@onewindow/engine";
import type { Ids } from "./platform.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

function encode(value: bigint, length: number): string {
  let rest = value;
  let text = "";
  for (let at = 0; at < length; at += 1) {
    text = (ALPHABET[Number(rest & 31n)] ?? "0") + text;
    rest >>= 5n;
  }
  return text;
}

export function createIds(
  clock: Clock,
  random: () => bigint = () => BigInt(`0x${randomBytes(10).toString("hex")}`),
): Ids {
  let lastTime = -1;
  let chance = 0n;
  return {
    next() {
      const now = clock.now();
      if (now > lastTime) {
        lastTime = now;
        chance = random() >> 1n; // room to count up
      } else {
        chance += 1n;
      }
      return encode(BigInt(lastTime), 10) + encode(chance, 16);
    },
  };
}
