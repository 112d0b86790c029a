import type { ReactNode } from "react";

export type ChipTone = "default" | "blue" | "green" | "orange" | "yellow" | "red" | "grey" | "line";

/** A short state in words; the icon carries it without colour. */
export function Chip({
  tone = "default",
  icon,
  children,
}: {
  tone?: ChipTone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={`chip ${tone}`}>
      {icon}
      {children}
    </span>
  );
}
