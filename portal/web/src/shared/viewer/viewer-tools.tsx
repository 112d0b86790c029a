/** The viewer's buttons: pages, zoom, rotation, and whatever the page around adds. */
import LeftOutlined from "@ant-design/icons/es/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/es/icons/RightOutlined";
import RotateRightOutlined from "@ant-design/icons/es/icons/RotateRightOutlined";
import ZoomInOutlined from "@ant-design/icons/es/icons/ZoomInOutlined";
import ZoomOutOutlined from "@ant-design/icons/es/icons/ZoomOutOutlined";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useText } from "../i18n/use-text.ts";
import { viewerTexts } from "./texts.ts";

export interface ViewerToolsProps {
  url: string;
  page: number;
  pages: number;
  zoom: number;
  onPage: (page: number) => void;
  onZoom: (step: number) => void;
  onRotate: () => void;
  children?: ReactNode;
}

export function ViewerTools({
  url,
  page,
  pages,
  zoom,
  onPage,
  onZoom,
  onRotate,
  children,
}: ViewerToolsProps) {
  const t = useText(viewerTexts);
  const [typed, setTyped] = useState(String(page));
  useEffect(() => setTyped(String(page)), [page]);
  return (
    <div className="viewer-tools">
      {pages > 1 ? (
        <>
          <button
            type="button"
            aria-label={t("previous")}
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          >
            <LeftOutlined aria-hidden />
          </button>
          <input
            className="tnum"
            inputMode="numeric"
            aria-label={t("goTo", { total: pages })}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              const to = Number(event.target.value);
              if (Number.isInteger(to) && to >= 1 && to <= pages) onPage(to);
            }}
            onBlur={() => setTyped(String(page))}
          />
          <span className="caption tnum" role="status">
            <span className="visually-hidden">{t("page", { n: page, total: pages })}</span>
            <span aria-hidden>/ {pages}</span>
          </span>
          <button
            type="button"
            aria-label={t("next")}
            disabled={page >= pages}
            onClick={() => onPage(page + 1)}
          >
            <RightOutlined aria-hidden />
          </button>
        </>
      ) : null}
      {children}
      <span className="spacer" />
      <button type="button" aria-label={t("zoomOut")} onClick={() => onZoom(-1)}>
        <ZoomOutOutlined aria-hidden />
      </button>
      <span className="caption tnum">{Math.round(zoom * 100)}%</span>
      <button type="button" aria-label={t("zoomIn")} onClick={() => onZoom(1)}>
        <ZoomInOutlined aria-hidden />
      </button>
      <button type="button" aria-label={t("rotate")} title={t("keys")} onClick={onRotate}>
        <RotateRightOutlined aria-hidden />
      </button>
      <a href={url} target="_blank" rel="noreferrer" className="caption">
        {t("open")}
      </a>
    </div>
  );
}
