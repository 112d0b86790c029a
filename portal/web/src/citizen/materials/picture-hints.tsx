import { useText } from "../../shared/i18n/use-text.ts";
import type { PictureHint } from "../../shared/upload/picture-hint.ts";
import { materialTexts } from "./texts.ts";

export interface HintedFile {
  name: string;
  hint: PictureHint;
}

/** Photos that look blurred or blank: they are sent all the same. */
export function PictureHints({ hints, onClose }: { hints: HintedFile[]; onClose: (name: string) => void }) {
  const t = useText(materialTexts);
  if (hints.length === 0) return null;
  return (
    <div role="status">
      {hints.map(({ name, hint }) => (
        <p key={name} className="slot-hint">
          {t(`hint_${hint}`, { name })}{" "}
          <button type="button" className="link-button" onClick={() => onClose(name)}>
            {t("hintClose")}
            <span className="visually-hidden"> {name}</span>
          </button>
        </p>
      ))}
    </div>
  );
}
