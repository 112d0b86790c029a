import DownOutlined from "@ant-design/icons/es/icons/DownOutlined";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useText } from "../i18n/use-text.ts";
import { uiTexts } from "./texts.ts";

/** A panel that comes up from the bottom of a phone; Escape and its button close it. */
export function Sheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useText(uiTexts);
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = sheet.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={sheet}
      className="sheet"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === sheet.current) onClose();
      }}
    >
      <div className="sheet-head">
        <h2>{title}</h2>
        <button type="button" aria-label={t("close")} onClick={onClose}>
          <DownOutlined aria-hidden />
        </button>
      </div>
      {children}
    </dialog>
  );
}
