import { Button } from "antd";
import { useState } from "react";
import { useText } from "../i18n/use-text.ts";
import { Dialog } from "../ui/dialog.tsx";
import { uiTexts } from "../ui/texts.ts";
import { withValue } from "./merge.ts";
import type { Merge } from "./merge.ts";

interface ConflictDialogProps {
  merge: Merge;
  /** Who saved meanwhile; empty when unknown. */
  who: string;
  label: (path: string) => string;
  show: (path: string, value: unknown) => string;
  onApply: (data: Record<string, unknown>) => void;
  onClose: () => void;
}

/** Was, theirs, yours: one choice per field that both changed; all texts can be selected and copied. */
export function ConflictDialog({ merge, who, label, show, onApply, onClose }: ConflictDialogProps) {
  const t = useText(uiTexts);
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const cell = (path: string, value: unknown): string => show(path, value) || t("conflictEmpty");
  const choose = (path: string, take: boolean): void => {
    const next = new Set(theirs);
    if (take) next.add(path);
    else next.delete(path);
    setTheirs(next);
  };
  const apply = (): void => {
    let data = merge.merged;
    for (const change of merge.conflicts) {
      if (theirs.has(change.path)) data = withValue(data, change.path, change.theirs);
    }
    onApply(data);
  };
  return (
    <Dialog title={t("conflictTitle")} onClose={onClose}>
      <p>{t("conflictBody", { who: who === "" ? t("conflictOther") : who })}</p>
      <table className="conflict-table">
        <thead>
          <tr>
            <th scope="col">{t("conflictField")}</th>
            <th scope="col">{t("conflictWas")}</th>
            <th scope="col">{t("conflictTheirs")}</th>
            <th scope="col">{t("conflictYours")}</th>
          </tr>
        </thead>
        <tbody>
          {merge.conflicts.map((change) => (
            <tr key={change.path}>
              <th scope="row">{label(change.path)}</th>
              <td>{cell(change.path, change.was)}</td>
              <td>
                <label>
                  <input
                    type="radio"
                    name={change.path}
                    checked={theirs.has(change.path)}
                    onChange={() => choose(change.path, true)}
                  />{" "}
                  {cell(change.path, change.theirs)}
                </label>
              </td>
              <td>
                <label>
                  <input
                    type="radio"
                    name={change.path}
                    checked={!theirs.has(change.path)}
                    onChange={() => choose(change.path, false)}
                  />{" "}
                  {cell(change.path, change.yours)}
                </label>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="actions">
        <Button type="primary" onClick={apply}>
          {t("conflictApply")}
        </Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
      </div>
    </Dialog>
  );
}
