import LeftOutlined from "@ant-design/icons/es/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/es/icons/RightOutlined";
import RotateRightOutlined from "@ant-design/icons/es/icons/RotateRightOutlined";
import ZoomInOutlined from "@ant-design/icons/es/icons/ZoomInOutlined";
import ZoomOutOutlined from "@ant-design/icons/es/icons/ZoomOutOutlined";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useText } from "../i18n/use-text.ts";
import type { OpenPdf } from "./pdf.ts";
import { viewerTexts } from "./texts.ts";
import "./viewer.css";

export interface FileViewerProps {
  url: string;
  name: string;
  mediaType: string;
  /** Page to show first, from 1. */
  startPage?: number;
  /** Tools of the page around (marks, comparing), after the viewer's own. */
  tools?: ReactNode;
  onPage?: (page: number, pages: number) => void;
}

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

function useStageWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const stage = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = stage.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.max(120, element.clientWidth - 32)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [stage, width];
}

interface PdfPageProps {
  pdf: OpenPdf;
  page: number;
  width: number;
  zoom: number;
  rotation: number;
}

function PdfPage({ pdf, page, width, zoom, rotation }: PdfPageProps) {
  const t = useText(viewerTexts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState("");
  useEffect(() => {
    let current = true;
    const element = canvas.current;
    if (element === null || width === 0) return undefined;
    pdf.draw(element, page, { width, zoom, rotation }).then(
      (read) => current && setText(read),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [pdf, page, width, zoom, rotation]);
  return (
    <>
      <canvas ref={canvas} aria-hidden />
      <section className="visually-hidden" aria-label={t("text")}>
        {text}
      </section>
    </>
  );
}

/** PDF and images: zoom, rotate, pages by button and by `[` `]`, text of the page for screen readers, first page first. */
export function FileViewer({ url, name, mediaType, startPage = 1, tools, onPage }: FileViewerProps) {
  const t = useText(viewerTexts);
  const [stage, width] = useStageWidth();
  const [pdf, setPdf] = useState<OpenPdf | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const [page, setPage] = useState(startPage);
  const [zoom, setZoom] = useState(1);
  const [rotation, setRotation] = useState(0);
  const isPdf = mediaType === "application/pdf";
  const isImage = mediaType.startsWith("image/");
  const pages = isPdf ? (pdf?.pages ?? 0) : 1;

  useEffect(() => {
    if (!isPdf) return undefined;
    let opened: OpenPdf | null = null;
    let current = true;
    setPdf(null);
    setFailed(false);
    import("./pdf.ts")
      .then((module) => module.openPdf(url))
      .then(
        (document) => {
          opened = document;
          if (current) setPdf(document);
          else document.close();
        },
        () => current && setFailed(true),
      );
    return () => {
      current = false;
      opened?.close();
    };
  }, [url, isPdf, tries]);
  useEffect(() => setPage(startPage), [url, startPage]);

  const turn = (to: number): void => {
    const next = Math.min(Math.max(1, to), Math.max(1, pages));
    setPage(next);
    onPage?.(next, pages);
  };
  const zoomBy = (step: number): void => {
    const at = ZOOMS.findIndex((value) => value >= zoom);
    setZoom(ZOOMS[Math.min(Math.max(0, at + step), ZOOMS.length - 1)] ?? 1);
  };
  const keys = (event: KeyboardEvent): void => {
    const act: Record<string, () => void> = {
      "[": () => turn(page - 1),
      "]": () => turn(page + 1),
      PageUp: () => turn(page - 1),
      PageDown: () => turn(page + 1),
      "+": () => zoomBy(1),
      "=": () => zoomBy(1),
      "-": () => zoomBy(-1),
    };
    const run = act[event.key];
    if (run === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    run();
  };
  return (
    <div className="viewer" role="group" aria-label={t("viewer", { name })} onKeyDown={keys}>
      <div className="viewer-tools">
        {pages > 1 ? (
          <>
            <button
              type="button"
              aria-label={t("previous")}
              disabled={page <= 1}
              onClick={() => turn(page - 1)}
            >
              <LeftOutlined aria-hidden />
            </button>
            <span className="caption tnum" role="status">
              {t("page", { n: page, total: pages })}
            </span>
            <button
              type="button"
              aria-label={t("next")}
              disabled={page >= pages}
              onClick={() => turn(page + 1)}
            >
              <RightOutlined aria-hidden />
            </button>
          </>
        ) : null}
        <span className="spacer" />
        <button type="button" aria-label={t("zoomOut")} onClick={() => zoomBy(-1)}>
          <ZoomOutOutlined aria-hidden />
        </button>
        <span className="caption tnum">{Math.round(zoom * 100)}%</span>
        <button type="button" aria-label={t("zoomIn")} onClick={() => zoomBy(1)}>
          <ZoomInOutlined aria-hidden />
        </button>
        <button type="button" aria-label={t("rotate")} onClick={() => setRotation((rotation + 90) % 360)}>
          <RotateRightOutlined aria-hidden />
        </button>
        <a href={url} target="_blank" rel="noreferrer" className="caption">
          {t("open")}
        </a>
        {tools}
      </div>
      <div className="viewer-stage" ref={stage} tabIndex={0} role="region" aria-label={name}>
        {pdf !== null ? (
          <PdfPage pdf={pdf} page={page} width={width} zoom={zoom} rotation={rotation} />
        ) : null}
        {isImage ? (
          <img
            src={url}
            alt={name}
            onError={() => setFailed(true)}
            style={{ width: width * zoom, transform: `rotate(${rotation}deg)` }}
          />
        ) : null}
        {!isPdf && !isImage ? <p>{t("cannotShow")}</p> : null}
        {failed ? (
          <p role="alert">
            {t("failed")}{" "}
            <button type="button" className="link-button" onClick={() => setTries(tries + 1)}>
              {t("retry")}
            </button>
          </p>
        ) : null}
      </div>
    </div>
  );
}
