/** Check characters of ISO/IEC 7064 hybrid systems: MOD 37,36 of licence identifiers, MOD 11,10 of licence numbers. */

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Check character over digits and capital letters; null when another character is among them. */
export function mod3736(text: string): string | null {
  return hybrid(text, 36);
}

/** Check digit over digits; null when another character is among them. */
export function mod1110(text: string): string | null {
  return hybrid(text, 10);
}

function hybrid(text: string, modulus: number): string | null {
  let carry = modulus;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0 || value >= modulus) return null;
    carry = (carry + value) % modulus;
    if (carry === 0) carry = modulus;
    carry = (2 * carry) % (modulus + 1);
  }
  return alphabet[(modulus + 1 - carry) % modulus] ?? null;
}
