import { useServerInfo } from "../../shared/session/session.ts";
import { useLanguage, useText } from "../../shared/i18n/use-text.ts";
import { useDisplay } from "../../shared/theme/display.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { guideOf } from "./guides.ts";
import "./help.css";
import { helpTexts } from "./texts.ts";

const ALWAYS = ["palette", "help"];
type Key = keyof typeof helpTexts;

/** `?`: what the page is for, its keys, the law behind it, whom to ask. */
export function Help({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useText(helpTexts);
  const language = useLanguage();
  const hotline = useServerInfo()?.hotline ?? "12345";
  const { singleKeys } = useDisplay();
  const guide = guideOf(path);
  const say = (key: string): string => helpTexts[key as Key]?.[language] ?? "";
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <div className="help">
        {guide === null ? <p>{t("general")}</p> : guide[language].map((text) => <p key={text}>{text}</p>)}
        {guide?.law === null || guide === null ? null : (
          <>
            <h3>{t("law")}</h3>
            <p>{say(`law_${guide.law}`)}</p>
          </>
        )}
        <h3>{t("keys")}</h3>
        <ul>
          {[...ALWAYS, ...(guide?.keys ?? [])].map((key) => (
            <li key={key}>{say(`key_${key}`)}</li>
          ))}
        </ul>
        {singleKeys ? null : <p className="muted">{t("keysOff")}</p>}
        {guide?.doc == null ? null : (
          <p>
            {t("doc", {
              name: say(`doc_${guide.doc}`),
              file: `${guide.doc}/${language === "zh" ? "README.zh-CN.md" : "README.md"}`,
            })}
          </p>
        )}
        <h3>{t("phone")}</h3>
        <p>
          <a href={`tel:${hotline}`}>{hotline}</a>
        </p>
        <div className="actions">
          <button type="button" className="elder-button" onClick={onClose}>
            {t("close")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
