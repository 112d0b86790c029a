/** Sets of small whole numbers, one bit each. */
export type Bits = Uint32Array;

export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >> 5);
}

export function allBits(size: number): Bits {
  const bits = noBits(size);
  for (let i = 0; i < size; i++) setBit(bits, i);
  return bits;
}

export function setBit(bits: Bits, at: number): void {
  bits[at >> 5] = (bits[at >> 5] as number) | (1 << (at & 31));
}

export function hasBit(bits: Bits, at: number): boolean {
  return ((bits[at >> 5] as number) & (1 << (at & 31))) !== 0;
}

export function both(a: Bits, b: Bits): Bits {
  return a.map((word, i) => word & (b[i] as number));
}

/** The lowest number that is in both; -1 when there is none. */
export function firstOfBoth(a: Bits, b: Bits): number {
  for (let i = 0; i < a.length; i++) {
    const word = (a[i] as number) & (b[i] as number);
    if (word !== 0) return i * 32 + 31 - Math.clz32(word & -word);
  }
  return -1;
}

export function isNone(bits: Bits): boolean {
  return bits.every((word) => word === 0);
}
