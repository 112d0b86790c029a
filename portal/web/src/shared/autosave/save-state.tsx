import CloudOutlined from "@ant-design/icons/es/icons/CloudOutlined";
import ExclamationCircleFilled from "@ant-design/icons/es/icons/ExclamationCircleFilled";
import { formatClock } from "../format/time.ts";
import { useText } from "../i18n/use-text.ts";
import { uiTexts } from "../ui/texts.ts";
import type { Autosave } from "./use-autosave.ts";

/** "14:05 已保存"; a failed save stays visible with a button. */
export function SaveStateLine({ autosave, onConflict }: { autosave: Autosave; onConflict?: () => void }) {
  const t = useText(uiTexts);
  const { state } = autosave;
  const bad = state.kind === "failed" || state.kind === "conflict";
  const words = {
    clean: () => (state.savedAt === null ? "" : t("savedAt", { time: formatClock(state.savedAt) })),
    dirty: () => t("unsaved"),
    saving: () => t("saving"),
    failed: () => (state.kind === "failed" && state.offline ? t("saveOffline") : t("saveFailed")),
    conflict: () => t("saveConflict"),
  }[state.kind]();
  if (words === "") return null;
  return (
    <span className={`save-state${bad ? " bad" : ""}`}>
      {bad ? <ExclamationCircleFilled aria-hidden /> : <CloudOutlined aria-hidden />}
      <span role={bad ? "alert" : undefined}>{words}</span>
      {state.kind === "conflict" && onConflict !== undefined ? (
        <button type="button" className="link-button" onClick={onConflict}>
          {t("conflictChoose")}
        </button>
      ) : null}
      {state.kind === "failed" ? (
        <button type="button" className="link-button" onClick={() => void autosave.flush()}>
          {t("saveNow")}
        </button>
      ) : null}
    </span>
  );
}
