import type { LicenceContent, LicenceElement } from "./ports.ts";

/** An element as a face shows it: towns by name, numbers of persons masked where the type says so. */
export function faceValue(content: LicenceContent, element: LicenceElement, value: string): string {
  if (/^\d{9}$/.test(value)) return content.town(value)?.name.zh ?? value;
  if (element.mask === "id-card" && value.length === 18)
    return `${value.slice(0, 6)}********${value.slice(-4)}`;
  if (element.mask === "phone" && value.length === 11) return `${value.slice(0, 3)}****${value.slice(-4)}`;
  return value;
}
