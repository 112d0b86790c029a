/** Passwords by scrypt, off the main thread; the parameters stand beside each hash, so that they can grow. */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { createTurns } from "../platform/turns.ts";
import type { PasswordHash } from "./model.ts";

const COST = 32_768;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;
const KEY_BYTES = 32;

/** Of the four threads that also write to the disk: when everybody signs in at once, the others' work goes on. */
const inTurn = createTurns(2);

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  const memory = 256 * (options.N ?? COST) * (options.r ?? BLOCK_SIZE);
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize("NFKC"), salt, KEY_BYTES, { ...options, maxmem: memory }, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, { N: COST, r: BLOCK_SIZE, p: PARALLELIZATION });
  return {
    algorithm: "scrypt",
    cost: COST,
    blockSize: BLOCK_SIZE,
    parallelization: PARALLELIZATION,
    salt: salt.toString("base64"),
    hash: key.toString("base64"),
  };
}

/** Without a stored hash (no such account) it takes as long as with one, and answers false. */
export async function passwordHolds(password: string, stored: PasswordHash | null): Promise<boolean> {
  const salt = stored ? Buffer.from(stored.salt, "base64") : Buffer.alloc(16);
  const key = await derive(password, salt, {
    N: stored?.cost ?? COST,
    r: stored?.blockSize ?? BLOCK_SIZE,
    p: stored?.parallelization ?? PARALLELIZATION,
  });
  if (!stored) return false;
  const wanted = Buffer.from(stored.hash, "base64");
  return key.length === wanted.length && timingSafeEqual(key, wanted);
}
