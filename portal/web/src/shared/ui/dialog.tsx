import { useId } from "react";
import type { ReactNode } from "react";
import { useModal } from "./use-modal.ts";

/** A modal dialog of the platform's own kind: focus stays inside, Escape closes, the opener gets the focus back. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const modal = useModal(onClose);
  const id = useId();
  return (
    <dialog {...modal} className="dialog" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
