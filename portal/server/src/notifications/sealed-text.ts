/** Texts that only this installation reads: links, codes and addresses lie sealed in the store. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export interface SealedTexts {
  seal(text: string): string;
  /** Throws where the text was sealed by another installation, or changed. */
  open(sealed: string): string;
}

const CIPHER = "aes-256-gcm";

export function sealedTexts(key: Buffer): SealedTexts {
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}
