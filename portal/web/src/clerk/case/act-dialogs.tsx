import { useId, useState } from "react";
import { useText } from "../../shared/i18n/use-text.ts";
import { Fault, ReasonDialog } from "../reason-dialog.tsx";
import type { ReasonDialogProps } from "../reason-dialog.tsx";
import { caseFileTexts } from "./texts.ts";

type Common = Pick<ReasonDialogProps, "busy" | "error" | "onClose">;

export function NoteDialog({ onSend, ...common }: Common & { onSend: (text: string) => void }) {
  const t = useText(caseFileTexts);
  return (
    <ReasonDialog
      {...common}
      title={t("noteTitle")}
      label={t("noteLabel")}
      need={t("noteNeed")}
      send={t("save")}
      onSend={onSend}
    />
  );
}

export function LinkDialog({ onSend, ...common }: Common & { onSend: (no: string, reason: string) => void }) {
  const t = useText(caseFileTexts);
  const id = useId();
  const [no, setNo] = useState("");
  const lacks = no.trim() === "";
  return (
    <ReasonDialog
      {...common}
      title={t("linkTitle")}
      label={t("linkReason")}
      send={t("link")}
      most={200}
      ready={!lacks}
      onSend={(reason) => onSend(no, reason)}
      fields={(tried) => (
        <>
          <label htmlFor={id}>{t("linkNo")}</label>
          <Fault id={`${id}error`} text={tried && lacks ? t("linkNeed") : null} />
          <input
            id={id}
            maxLength={40}
            value={no}
            aria-invalid={tried && lacks}
            aria-describedby={tried && lacks ? `${id}error` : undefined}
            onChange={(event) => setNo(event.target.value)}
          />
        </>
      )}
    />
  );
}

export function UrgeDialog({
  name,
  onSend,
  ...common
}: Common & { name: string; onSend: (text: string) => void }) {
  const t = useText(caseFileTexts);
  return (
    <ReasonDialog
      {...common}
      title={t("urgeTitle", { name })}
      label={t("urgeLabel")}
      send={t("send")}
      least={0}
      most={200}
      onSend={onSend}
    />
  );
}
