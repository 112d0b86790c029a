import { mod1110 } from "./check-characters.ts";

export interface NumberValues {
  serial: number;
  year: string;
  /** The holder's credit code or identity number. */
  holderCode: string;
}

/**
 * The number on the paper, from a licence type's pattern: `{serial:6}`, `{year}`, `{uscc}`, `{idNumber}`, and `{check}`:
 * ISO 7064 MOD 11,10 over the digits before it.
 */
export function licenceNumber(pattern: string, values: NumberValues): string {
  return pattern.split(/(\{[^}]*\})/).reduce((made, piece) => {
    const match = /^\{(\w+)(?::(\d+))?\}$/.exec(piece);
    if (match === null) return made + piece;
    switch (match[1]) {
      case "serial":
        return made + String(values.serial).padStart(Number(match[2] ?? 6), "0");
      case "year":
        return made + values.year;
      case "uscc":
      case "idNumber":
        return made + values.holderCode;
      case "check":
        return made + (mod1110(made.replace(/\D/g, "")) ?? "");
      default:
        throw new Error(`unknown part ${piece} in the licence number ${pattern}`);
    }
  }, "");
}

/** Serials begin anew each year only where the number names its year: else two years would share a number. */
export function serialScope(pattern: string, year: string): string {
  return pattern.includes("{year}") ? year : "all";
}
