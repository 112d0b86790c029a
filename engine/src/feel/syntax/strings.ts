import type { Dialect } from "./names.ts";

/** The value of a quoted FEEL string: escapes `\" \\ \' \n \r \t`, in DMN `\uXXXX \UXXXXXX` too; other backslashes stay. */
export function readString(quoted: string, dialect: Dialect): string {
  const body = quoted.slice(1, -1);
  if (!body.includes("\\")) return body;
  return body.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|["'\\nrt])/g, (_, code: string) => {
    switch (code[0]) {
      case "n":
        return "\n";
      case "r":
        return "\r";
      case "t":
        return "\t";
      case "u":
      case "U": {
        if (dialect === "zeebe") return `\\${code}`;
        const point = parseInt(code.slice(1), 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : `\\${code}`;
      }
      default:
        return code;
    }
  });
}
