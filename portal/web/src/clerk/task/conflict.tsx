/** Two windows, or two clerks, wrote the same field of a task: a person chooses, field by field. */
import type { TaskDetail } from "@onewindow/server/api";
import { fieldsOf } from "@onewindow/forms";
import { useMemo } from "react";
import { ConflictDialog } from "../../shared/conflict/conflict-dialog.tsx";
import { formTexts } from "../../shared/forms/texts.ts";
import { valueText } from "../../shared/forms/value-text.ts";
import { inLanguage, patternOf, toForm } from "../../shared/forms/wire.ts";
import { useLanguage, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { undoTexts } from "../undo-texts.ts";
import type { TaskWork } from "./use-task-work.ts";

/** Texts of a value that no form field describes: points, verdicts. */
export function plainValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainValue).filter(Boolean).join("；");
  if (typeof value === "object" && value !== null) {
    const { problem, ask, what } = value as Record<string, unknown>;
    const told = [problem, ask, what].filter((text) => typeof text === "string" && text !== "");
    return told.length > 0
      ? told.join("，")
      : Object.values(value).map(plainValue).filter(Boolean).join("，");
  }
  return value === undefined || value === null ? "" : String(value);
}

export function TaskConflict({ task, work }: { task: TaskDetail; work: TaskWork }) {
  const t = useText(undoTexts);
  const f = useText(formTexts);
  const s = useServerText();
  const language = useLanguage();
  const form = useMemo(() => (task.form === null ? null : toForm(task.form)), [task.form]);
  const components = useMemo(
    () => new Map((form === null ? [] : fieldsOf(form)).map((field) => [field.path, field.component])),
    [form],
  );
  if (work.conflict === null) return null;
  const words = { yes: f("yes"), no: f("no"), joiner: f("joiner") };
  const label = (path: string): string => {
    const component = components.get(patternOf(path));
    if (form !== null && component !== undefined) return inLanguage(form, language, component.label) || path;
    const [head = "", id = "", last = ""] = path.split(".");
    const item = task.acceptance?.items.find((entry) => entry.caseItemId === id);
    if (head === "verdicts" && item !== undefined)
      return `${s(item.name)}：${last === "points" ? t("points") : last === "reason" ? t("reason") : t("verdict")}`;
    return head === "points" ? t("points") : head === "opinion" ? t("opinion") : path;
  };
  return (
    <ConflictDialog
      merge={work.conflict}
      who=""
      label={label}
      show={(path, value) => {
        const component = components.get(patternOf(path));
        return form !== null && component !== undefined && typeof value !== "object"
          ? valueText(form, component, value, language, words)
          : plainValue(value);
      }}
      onApply={work.settleConflict}
      onClose={work.closeConflict}
    />
  );
}
