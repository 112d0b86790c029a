const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Check character of ISO/IEC 7064 MOD 37,36 over digits and capital letters; null when another character is among them. */
export function mod3736(text: string): string | null {
  let carry = 36;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    carry = (carry + value) % 36 || 36;
    carry = (2 * carry) % 37;
  }
  return alphabet[(37 - carry) % 36] ?? null;
}
