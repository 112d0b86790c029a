/** The process as it is drawn, with bpmn-js; its mark stays visible, as its licence asks. */
import type { CaseDiagram } from "@onewindow/server/api";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import { useEffect, useRef, useState } from "react";
import { useText } from "../../shared/i18n/use-text.ts";
import { caseFileTexts } from "./texts.ts";

interface Canvas {
  addMarker(id: string, marker: string): void;
  zoom(to: "fit-viewport" | number, center?: "auto"): number;
}
interface Overlays {
  add(
    id: string,
    type: string,
    overlay: { position: { top: number; right: number }; html: HTMLElement },
  ): string;
}
interface Registry {
  get(id: string): object | undefined;
}

/** How many times an element was passed, as a small number at its corner. */
function countMark(element: CaseDiagram["elements"][number]): HTMLElement {
  const mark = document.createElement("span");
  mark.className = `cf-mark ${element.state}`;
  mark.textContent =
    element.active > 0 ? `● ${element.active}` : element.completed > 0 ? `✓ ${element.completed}` : "–";
  return mark;
}

export function DiagramCanvas({ diagram }: { diagram: CaseDiagram }) {
  const t = useText(caseFileTexts);
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const container = place.current;
    if (container === null) return;
    const viewer = new NavigatedViewer({ container });
    let gone = false;
    viewer
      .importXML(diagram.xml)
      .then(() => {
        if (gone) return;
        const canvas = viewer.get<Canvas>("canvas");
        const overlays = viewer.get<Overlays>("overlays");
        const registry = viewer.get<Registry>("elementRegistry");
        // a little air around it, for the numbers at the edges
        canvas.zoom(canvas.zoom("fit-viewport", "auto") * 0.95, "auto");
        for (const element of diagram.elements) {
          if (element.entered === 0 || registry.get(element.id) === undefined) continue;
          canvas.addMarker(element.id, `cf-${element.state}`);
          overlays.add(element.id, "count", { position: { top: -10, right: 14 }, html: countMark(element) });
        }
        for (const flow of diagram.flows)
          if (registry.get(flow) !== undefined) canvas.addMarker(flow, "cf-taken");
        container.dataset["drawn"] = diagram.shown;
        setFailed(false);
      })
      .catch(() => {
        if (!gone) setFailed(true);
      });
    return () => {
      gone = true;
      delete container.dataset["drawn"];
      viewer.destroy();
    };
  }, [diagram]);
  return (
    <div className="cf-canvasbox">
      {failed ? <p role="alert">{t("diagramFailed")}</p> : null}
      <div ref={place} className="cf-canvas" role="group" aria-label={t("diagramLabel")} tabIndex={-1} />
    </div>
  );
}
