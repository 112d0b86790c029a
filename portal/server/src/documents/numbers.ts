/** Document numbers: `寿审批受字〔2026〕第000123号`, serial per organ, kind and year (domain.md 1.8). */

export function counterOf(organ: string, kind: string, year: string): string {
  return `document/${organ}/${kind}/${year}`;
}

export function documentNumber(
  organWord: string,
  kindWord: string,
  year: string,
  serial: number | null,
): string {
  return `${organWord}${kindWord}字〔${year}〕第${serial === null ? "______" : String(serial).padStart(6, "0")}号`;
}
