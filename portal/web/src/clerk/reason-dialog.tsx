import { Button } from "antd";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { useText } from "../shared/i18n/use-text.ts";
import { Dialog } from "../shared/ui/dialog.tsx";
import { taskTexts } from "./texts.ts";

/** A field's fault in words, for its input to be described by. */
export function Fault({ id, text }: { id: string; text: string | null }) {
  return text === null ? null : (
    <p className="wb-error" id={id}>
      {text}
    </p>
  );
}

export interface ReasonDialogProps {
  title: string;
  /** What follows of it. */
  note?: string;
  /** The one text that is always asked: a reason, a question. */
  label: string;
  /** Said when the text is too short. */
  need?: string;
  /** Words of the button; the title when absent. */
  send?: string;
  /** Characters that the text must have; 0: it may stay empty. */
  least?: number;
  most?: number;
  busy: boolean;
  error: Error | null;
  /** Other fields above the text; `tried` once somebody wanted to send. */
  fields?: (tried: boolean) => ReactNode;
  /** Whether the other fields may be sent. */
  ready?: boolean;
  onClose: () => void;
  onSend: (text: string) => void;
}

/** Asks why, or what, before an act: the button stays enabled and says what lacks. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, label, least = 1, most = 500, busy, error, fields, ready = true, onClose, onSend } = props;
  const t = useText(taskTexts);
  const id = useId();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const short = text.trim().length < least;
  const bad = tried && short;
  return (
    <Dialog title={title} onClose={onClose}>
      {props.note === undefined ? null : <p className="muted">{props.note}</p>}
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!short && ready) onSend(text.trim());
        }}
      >
        {fields?.(tried)}
        <label htmlFor={id}>{label}</label>
        <Fault id={`${id}error`} text={bad ? (props.need ?? t("needReason")) : null} />
        <textarea
          id={id}
          rows={3}
          maxLength={most}
          value={text}
          aria-invalid={bad}
          aria-describedby={bad ? `${id}error` : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        {error === null ? null : (
          <p className="wb-error" role="alert">
            {error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={busy}>
            {props.send ?? title}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
