import { Button } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { taskTexts } from "../texts.ts";

interface ConfirmDialogProps {
  title: string;
  verb: string;
  danger?: boolean;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A read-through before an act with legal effect: what happens, to whom, with which number; the button is the verb. */
export function ConfirmDialog({
  title,
  verb,
  danger = false,
  busy,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  const t = useText(taskTexts);
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="wb-readthrough">{children}</div>
      <div className="actions">
        <Button type="primary" danger={danger} loading={busy} onClick={onConfirm}>
          {verb}
        </Button>
        <Button onClick={onClose} disabled={busy}>
          {t("cancel")}
        </Button>
      </div>
    </Dialog>
  );
}
