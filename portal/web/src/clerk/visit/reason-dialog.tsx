import { Button } from "antd";
import { useId, useState } from "react";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { visitTexts } from "./texts.ts";

/** One question: why. */
export function ReasonDialog({
  title,
  label,
  busy,
  error,
  onClose,
  onSend,
}: {
  title: string;
  label: string;
  busy: boolean;
  error: Error | null;
  onClose: () => void;
  onSend: (reason: string) => void;
}) {
  const t = useText(visitTexts);
  const id = useId();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const bad = tried && reason.trim() === "";
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (reason.trim() !== "") onSend(reason.trim());
        }}
      >
        <label htmlFor={id}>{label}</label>
        {bad ? (
          <p className="wb-error" id={`${id}error`}>
            {t("needText")}
          </p>
        ) : null}
        <textarea
          id={id}
          rows={3}
          maxLength={300}
          value={reason}
          aria-invalid={bad}
          aria-describedby={bad ? `${id}error` : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        {error === null ? null : (
          <p className="wb-error" role="alert">
            {error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={busy}>
            {title}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
