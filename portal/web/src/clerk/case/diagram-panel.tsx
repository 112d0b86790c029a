/** Where the processes of the case are: the drawing and a list that says the same, from one answer of the server. */
import type { CaseDiagram } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { DiagramCanvas } from "./diagram-canvas.tsx";
import { caseFileTexts } from "./texts.ts";

/** What a step without a name is called: by its kind. */
function typeKey(type: string): "type_start" | "type_end" | "type_gateway" | "type_event" | "type_step" {
  if (type === "START_EVENT") return "type_start";
  if (type === "END_EVENT") return "type_end";
  if (type.endsWith("GATEWAY")) return "type_gateway";
  return type.endsWith("EVENT") ? "type_event" : "type_step";
}

function StepList({ elements }: { elements: CaseDiagram["elements"] }) {
  const t = useText(caseFileTexts);
  const format = useFormat();
  return (
    <ol className="cf-steps" tabIndex={0} aria-label={t("stepList")}>
      {elements.map((element) => (
        <li
          key={element.id}
          data-element={element.id}
          data-state={element.state}
          data-completed={element.completed}
          data-active={element.active}
          className={`${element.state} depth-${Math.min(element.depth, 4)}`}
          aria-current={element.state === "current" ? "step" : undefined}
        >
          {element.name === "" ? (
            <span>{t(typeKey(element.type))}</span>
          ) : (
            <span lang="zh-CN">{element.name}</span>
          )}{" "}
          <b>{t(`state_${element.state}`)}</b>
          {element.entered === 0 ? null : (
            <span className="caption muted">
              {" "}
              {t("counts", { entered: element.entered, completed: element.completed })}
              {element.lastAt === null ? "" : ` · ${format.dayTime(element.lastAt)}`}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

export function DiagramPanel({ no, version }: { no: string; version: number }) {
  const t = useText(caseFileTexts);
  const s = useServerText();
  const [instance, setInstance] = useState("");
  const query = useQuery({
    queryKey: ["caseDiagram", no, instance, version],
    queryFn: ({ signal }) =>
      api.get<CaseDiagram>(`/case-files/${no}/diagram`, { query: { instance }, signal }),
    placeholderData: (before) => before,
  });
  return (
    <Async query={query}>
      {(diagram) => (
        <>
          <div className="cf-bar">
            <label>
              {t("process")}{" "}
              <select value={diagram.shown} onChange={(event) => setInstance(event.target.value)}>
                {diagram.processes.map((process) => (
                  <option key={process.id} value={process.id} lang="zh-CN">
                    {process.item === null
                      ? t("processMain", { name: process.name })
                      : t("processOf", { item: s(process.item), name: process.name })}
                  </option>
                ))}
              </select>
            </label>
            <ul className="cf-legend" aria-label={t("legend")}>
              {(["done", "current", "stopped", "todo"] as const).map((state) => (
                <li key={state} className={state}>
                  {t(`state_${state}`)}
                </li>
              ))}
            </ul>
          </div>
          <div className="cf-diagram">
            <DiagramCanvas diagram={diagram} />
            <section aria-label={t("stepList")}>
              <h2>{t("stepList")}</h2>
              <StepList elements={diagram.elements} />
            </section>
          </div>
        </>
      )}
    </Async>
  );
}
