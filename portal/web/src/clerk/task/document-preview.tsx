import ZoomInOutlined from "@ant-design/icons/es/icons/ZoomInOutlined";
import ZoomOutOutlined from "@ant-design/icons/es/icons/ZoomOutOutlined";
import type { Preview } from "@onewindow/server/api";
import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { ErrorState } from "../../shared/states/states.tsx";
import { taskTexts } from "../texts.ts";

const zooms = [0.5, 0.65, 0.8, 1, 1.25];

/**
 * The document in a frame of its own without script (the frame is sandboxed, same-origin only so that the field in
 * focus can be outlined in it).
 */
export function DocumentPreview({
  preview,
  focused,
}: {
  preview: UseQueryResult<Preview>;
  focused: string | null;
}) {
  const t = useText(taskTexts);
  const s = useServerText();
  const frame = useRef<HTMLIFrameElement>(null);
  const [zoom, setZoom] = useState(2);
  const [loads, setLoads] = useState(0);
  const html = preview.data?.html ?? "";
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (!page?.documentElement) return;
    page.documentElement.style.setProperty("zoom", String(zooms[zoom]));
    for (const mark of page.querySelectorAll<HTMLElement>("[data-field]")) {
      const on =
        focused !== null &&
        (mark.dataset["field"] === focused || mark.dataset["field"]?.endsWith(`.${focused}`) === true);
      mark.style.outline = on ? "2px solid #0958d9" : "";
      mark.style.background = on ? "#e6f4ff" : "";
      if (on) mark.scrollIntoView({ block: "nearest" });
    }
  }, [zoom, focused, loads]);
  const missing = preview.data?.missing ?? [];
  return (
    <section className="wb-pane" aria-label={t("preview")}>
      <div className="wb-panehead">
        <h2>{preview.data === undefined ? t("preview") : s(preview.data.title)}</h2>
        <span className="wb-kindchip">{preview.isFetching ? t("previewBusy") : t("livePreview")}</span>
        <span className="wb-end">
          <Button
            size="small"
            aria-label={t("zoomOut")}
            icon={<ZoomOutOutlined />}
            disabled={zoom === 0}
            onClick={() => setZoom(zoom - 1)}
          />{" "}
          <Button
            size="small"
            aria-label={t("zoomIn")}
            icon={<ZoomInOutlined />}
            disabled={zoom === zooms.length - 1}
            onClick={() => setZoom(zoom + 1)}
          />
        </span>
      </div>
      {missing.length === 0 ? null : (
        <p className="wb-blocked" role="status">
          {t("missing", { what: missing.map((name) => s(name)).join("、") })}
        </p>
      )}
      <div className="wb-viewer">
        {preview.isError ? (
          <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
        ) : html === "" ? (
          <p className="card state">{t("previewNone")}</p>
        ) : (
          <iframe
            ref={frame}
            className="wb-previewframe"
            title={t("preview")}
            sandbox="allow-same-origin"
            srcDoc={html}
            onLoad={() => setLoads(loads + 1)}
          />
        )}
      </div>
    </section>
  );
}
