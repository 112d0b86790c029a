/** Numbers and identifiers as people read them (screens.md 1.5). */

/** 1,234.5; with `places` always that many: 1,234.50. */
export function formatNumber(value: number, places?: number): string {
  return new Intl.NumberFormat("en-US", {
    minimumFractionDigits: places ?? 0,
    maximumFractionDigits: places ?? 6,
  }).format(value);
}

/** 37078326030200017 → 370783 260302 00017; an item keeps its suffix: … 00017-02. Other texts stay. */
export function groupCaseNumber(number: string): string {
  const match = /^(\d{6})(\d{6})(\d{5})(-\d+)?$/.exec(number);
  return match === null ? number : `${match[1]} ${match[2]} ${match[3]}${match[4] ?? ""}`;
}

/** A case number as typed or pasted → digits only (full-width digits too), item suffix kept. */
export function plainCaseNumber(input: string): string {
  return input.normalize("NFKC").replace(/[^\d-]/g, "");
}

/** 2.1 MB; 340 kB; 20 MB. A kB is 1,024 bytes, as file managers count. */
export function formatBytes(bytes: number): string {
  const kilo = bytes / 1024;
  if (kilo < 1024) return `${Math.max(1, Math.round(kilo))} kB`;
  return `${(kilo / 1024).toFixed(1).replace(/\.0$/, "")} MB`;
}

/** Masks on screen: 370783********0002, 138****0000. Values that are masked already stay. */
export function maskValue(value: string, kind: "id-card" | "phone"): string {
  if (value.includes("*")) return value;
  if (kind === "id-card" && value.length >= 15)
    return `${value.slice(0, 6)}${"*".repeat(value.length - 10)}${value.slice(-4)}`;
  if (kind === "phone" && value.length >= 11) return `${value.slice(0, 3)}****${value.slice(-4)}`;
  return value;
}
