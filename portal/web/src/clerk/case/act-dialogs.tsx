import { Button } from "antd";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { caseFileTexts } from "./texts.ts";

interface Common {
  busy: boolean;
  onClose: () => void;
}

function ActDialog({
  title,
  ready,
  send,
  busy,
  onClose,
  onSend,
  children,
}: Common & { title: string; ready: boolean; send: string; onSend: () => void; children: ReactNode }) {
  const t = useText(caseFileTexts);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="cf-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onSend();
        }}
      >
        {children}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
            {send}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Field({
  label,
  value,
  long = false,
  max,
  onChange,
}: {
  label: string;
  value: string;
  long?: boolean;
  max: number;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <p className="cf-field">
      <label htmlFor={id}>{label}</label>
      {long ? (
        <textarea
          id={id}
          rows={3}
          maxLength={max}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input id={id} maxLength={max} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </p>
  );
}

export function NoteDialog({ onSend, ...common }: Common & { onSend: (text: string) => void }) {
  const t = useText(caseFileTexts);
  const [text, setText] = useState("");
  return (
    <ActDialog
      {...common}
      title={t("noteTitle")}
      send={t("save")}
      ready={text.trim() !== ""}
      onSend={() => onSend(text)}
    >
      <Field label={t("noteLabel")} value={text} long max={500} onChange={setText} />
    </ActDialog>
  );
}

export function LinkDialog({ onSend, ...common }: Common & { onSend: (no: string, reason: string) => void }) {
  const t = useText(caseFileTexts);
  const [no, setNo] = useState("");
  const [reason, setReason] = useState("");
  return (
    <ActDialog
      {...common}
      title={t("linkTitle")}
      send={t("link")}
      ready={no.trim() !== "" && reason.trim() !== ""}
      onSend={() => onSend(no, reason)}
    >
      <Field label={t("linkNo")} value={no} max={40} onChange={setNo} />
      <Field label={t("linkReason")} value={reason} long max={200} onChange={setReason} />
    </ActDialog>
  );
}

export function UrgeDialog({
  name,
  onSend,
  ...common
}: Common & { name: string; onSend: (text: string) => void }) {
  const t = useText(caseFileTexts);
  const [text, setText] = useState("");
  return (
    <ActDialog
      {...common}
      title={t("urgeTitle", { name })}
      send={t("send")}
      ready
      onSend={() => onSend(text)}
    >
      <Field label={t("urgeLabel")} value={text} long max={200} onChange={setText} />
    </ActDialog>
  );
}
