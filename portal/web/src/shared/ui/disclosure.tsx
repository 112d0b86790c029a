import { useEffect, useId, useRef, useState } from "react";
import type { ReactNode } from "react";

export interface DisclosureProps {
  /** What the button shows. */
  label: ReactNode;
  /** Accessible name of the button when its content alone does not say it. */
  name?: string;
  className?: string;
  align?: "start" | "end";
  /** The panel's content; `close` returns the focus to the button. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel beside it. Escape or a click elsewhere closes it. */
export function Disclosure({ label, name, className, align = "start", children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);
  return (
    <div
      className="disclosure"
      ref={root}
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) {
          event.stopPropagation();
          close();
        }
      }}
    >
      <button
        ref={button}
        type="button"
        className={className}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={name}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open ? (
        <div className={`disclosure-panel ${align}`} id={id}>
          {children(close)}
        </div>
      ) : null}
    </div>
  );
}
