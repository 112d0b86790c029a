import { useEffect, useRef } from "react";
import type { KeyboardEvent, RefObject, SyntheticEvent } from "react";
import { elderMode, useDisplay } from "../theme/display.ts";

export interface Modal {
  ref: RefObject<HTMLDialogElement | null>;
  onCancel: (event: SyntheticEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * What makes a `<dialog>` modal: focus stays inside, Escape asks to close, the opener gets the focus back. In elder mode
 * nothing pops up: it opens as a part of the page, where the page has it.
 */
export function useModal(onClose: () => void): Modal {
  const ref = useRef<HTMLDialogElement>(null);
  const { elder } = useDisplay();
  useEffect(() => {
    const element = ref.current;
    const opener = document.activeElement;
    if (elderMode()) {
      element?.show();
      element?.scrollIntoView({ block: "nearest" });
    } else element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [elder]);
  return {
    ref,
    onCancel: (event) => {
      event.preventDefault();
      onClose();
    },
    // a part of the page gets no cancel event
    onKeyDown: (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !elderMode()) return;
      event.preventDefault();
      onClose();
    },
  };
}
