import type { MaterialSlot, TaskDetail } from "@onewindow/server/api";
import { useEffect } from "react";
import { display } from "../../shared/theme/display.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { FilesViewer } from "../../shared/viewer/files-viewer.tsx";
import { useWatermark } from "../../shared/viewer/use-watermark.ts";
import { taskTexts } from "../texts.ts";
import { useCaseMarks } from "./case-marks.tsx";
import { TrustLine } from "./trust-line.tsx";

interface MaterialPaneProps {
  task: Pick<TaskDetail, "id" | "caseNo">;
  materials: MaterialSlot[];
  /** Id of the document in view; the first with a file when null. */
  open: string | null;
  onOpen: (materialId: string) => void;
}

/** The documents of the case that this item uses: one tab each, `[` and `]` step through them. */
export function MaterialPane({ task, materials, open, onOpen }: MaterialPaneProps) {
  const t = useText(taskTexts);
  const s = useServerText();
  const marks = useCaseMarks();
  const watermark = useWatermark();
  const at = Math.max(
    0,
    materials.findIndex((slot) => (open === null ? slot.files.length > 0 : slot.id === open)),
  );
  const slot = materials[at];
  const step = (by: number): void => {
    const next = materials[(at + by + materials.length) % materials.length];
    if (next !== undefined) onOpen(next.id);
  };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // the viewer turns its own pages by the same keys
      if (event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey || !display().singleKeys) return;
      if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))
        return;
      if (event.key === "[") step(-1);
      if (event.key === "]") step(1);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
  return (
    <section className="wb-pane" aria-label={t("materials")}>
      <div
        className="wb-tabs"
        role="tablist"
        aria-label={t("materials")}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight") step(1);
          if (event.key === "ArrowLeft") step(-1);
        }}
      >
        {materials.map((entry, index) => (
          <button
            key={entry.id}
            type="button"
            role="tab"
            id={`material-tab-${entry.id}`}
            aria-selected={index === at}
            aria-controls="material-panel"
            tabIndex={index === at ? 0 : -1}
            onClick={() => onOpen(entry.id)}
          >
            {s(entry.name)}
          </button>
        ))}
      </div>
      <div
        className="wb-viewer"
        {...(slot === undefined
          ? {}
          : { role: "tabpanel", id: "material-panel", "aria-labelledby": `material-tab-${slot.id}` })}
        tabIndex={0}
      >
        {slot === undefined ? (
          <p className="card state">{t("noMaterials")}</p>
        ) : slot.files.length === 0 ? (
          <div className="card state">
            <h2>{s(slot.name)}</h2>
            <p>
              {slot.licenceId === null
                ? t("materialMissing", { state: s(slot.stateLabel) })
                : s(slot.stateLabel)}
            </p>
            <p className="muted">{s(slot.reason)}</p>
          </div>
        ) : (
          <>
            <TrustLine task={task} slot={slot} />
            <FilesViewer
              key={slot.id}
              files={slot.files}
              earlier={slot.earlier ?? []}
              title={s(slot.name)}
              marks={marks}
              watermark={watermark}
            />
          </>
        )}
      </div>
    </section>
  );
}
