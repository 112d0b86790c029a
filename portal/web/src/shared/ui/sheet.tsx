import DownOutlined from "@ant-design/icons/es/icons/DownOutlined";
import type { ReactNode } from "react";
import { useText } from "../i18n/use-text.ts";
import { uiTexts } from "./texts.ts";
import { useModal } from "./use-modal.ts";

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
  const modal = useModal(onClose);
  return (
    <dialog
      {...modal}
      className="sheet"
      aria-label={title}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
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
