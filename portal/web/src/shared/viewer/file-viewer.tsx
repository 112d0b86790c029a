import HighlightOutlined from "@ant-design/icons/es/icons/HighlightOutlined";
import type { MarkRequest, PageBox, PageMark } from "@onewindow/server/api";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useText } from "../i18n/use-text.ts";
import { announce } from "../ui/announcer.tsx";
import { MarkForm } from "./marks/mark-form.tsx";
import { MarkLayer } from "./marks/mark-layer.tsx";
import { MarkList } from "./marks/mark-list.tsx";
import { markTexts } from "./marks/texts.ts";
import { PdfPage, PicturePage, Watermark } from "./page-view.tsx";
import { viewerTexts } from "./texts.ts";
import { useOpenedPdf } from "./use-opened-pdf.ts";
import { ViewerTools } from "./viewer-tools.tsx";
import "./viewer.css";

/** Marks on the file in view; without `add` and `remove` they are only shown. */
export interface FileMarks {
  rows: readonly PageMark[];
  add?: (mark: Omit<MarkRequest, "fileId">) => Promise<void>;
  remove?: (mark: PageMark) => void;
}

export interface FileViewerProps {
  url: string;
  name: string;
  mediaType: string;
  /** Page to show first, from 1. */
  startPage?: number;
  /** Page that somebody else turns to: the file beside it. */
  page?: number | undefined;
  /** Tools of the page around, after the viewer's own. */
  tools?: ReactNode;
  marks?: FileMarks | undefined;
  /** Mark to show first. */
  showMark?: string | undefined;
  /** Laid over the page: who looks, and when. */
  watermark?: string | undefined;
  onPage?: (page: number, pages: number) => void;
}

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const FRESH: PageBox = { x: 0.35, y: 0.4, w: 0.3, h: 0.1 };

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

/** PDF and images: zoom, rotate, pages by button and key, text of the page for screen readers, marks, first page first. */
export function FileViewer(props: FileViewerProps) {
  const { url, name, mediaType, startPage = 1, marks, onPage } = props;
  const t = useText(viewerTexts);
  const m = useText(markTexts);
  const [stage, width] = useStageWidth();
  const isPdf = mediaType === "application/pdf";
  const isImage = mediaType.startsWith("image/");
  const { pdf, fault, retry } = useOpenedPdf(isPdf ? url : null);
  const [pictureFailed, setPictureFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const first = marks?.rows.find(({ id }) => id === props.showMark)?.page ?? startPage;
  const [page, setPage] = useState(first);
  const [zoom, setZoom] = useState(1);
  const [rotation, setRotation] = useState(0);
  const [shown, setShown] = useState<string | null>(props.showMark ?? null);
  const [draft, setDraft] = useState<PageBox | null>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const begin = useRef<HTMLButtonElement>(null);
  const pages = isPdf ? (pdf?.pages ?? 0) : 1;
  const ready = isPdf ? pdf !== null : isImage && !pictureFailed;
  useEffect(() => setPage(first), [url, first]);
  useEffect(() => {
    if (props.page !== undefined && pages > 0) setPage(Math.min(props.page, pages));
  }, [props.page, pages]);

  const numbered = (marks?.rows ?? []).map((mark, index) => ({ mark, n: index + 1 }));
  const turn = (to: number): void => {
    const next = Math.min(Math.max(1, to), Math.max(1, pages));
    setPage(next);
    onPage?.(next, pages);
  };
  const zoomBy = (step: number): void => {
    const at = ZOOMS.findIndex((value) => value >= zoom);
    setZoom(ZOOMS[Math.min(Math.max(0, at + step), ZOOMS.length - 1)] ?? 1);
  };
  const endDraft = (said?: string): void => {
    setDraft(null);
    begin.current?.focus();
    if (said !== undefined) announce(said);
  };
  const add = marks?.add;
  const keys = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && draft !== null) {
      event.preventDefault();
      endDraft();
      return;
    }
    if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const act: Record<string, () => void> = {
      "+": () => zoomBy(1),
      "=": () => zoomBy(1),
      "-": () => zoomBy(-1),
      "0": () => setZoom(1),
      r: () => setRotation((rotation + 90) % 360),
      ...(pages > 1
        ? {
            "[": () => turn(page - 1),
            "]": () => turn(page + 1),
            PageUp: () => turn(page - 1),
            PageDown: () => turn(page + 1),
            Home: () => turn(1),
            End: () => turn(pages),
          }
        : {}),
      ...(add !== undefined && ready ? { m: () => setDraft(draft ?? FRESH) } : {}),
    };
    const run = act[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };
  const over = (
    <>
      {props.watermark === undefined ? null : <Watermark text={props.watermark} />}
      {marks === undefined ? null : (
        <MarkLayer
          marks={numbered.filter(({ mark }) => mark.page === page)}
          shown={shown}
          page={page}
          rotation={rotation}
          draft={draft}
          onDraft={setDraft}
          onEnter={() => note.current?.focus()}
        />
      )}
    </>
  );
  const view = { width, zoom, rotation };
  const failed = fault !== null ? t(fault) : pictureFailed ? t("picture") : null;
  return (
    <div className="viewer" role="group" aria-label={t("viewer", { name })} onKeyDown={keys}>
      <ViewerTools
        url={url}
        page={page}
        pages={pages}
        zoom={zoom}
        onPage={turn}
        onZoom={zoomBy}
        onRotate={() => setRotation((rotation + 90) % 360)}
      >
        {add === undefined || !ready ? null : (
          <button
            ref={begin}
            type="button"
            className="worded"
            title={m("addHint")}
            aria-keyshortcuts="m"
            aria-pressed={draft !== null}
            onClick={() => (draft === null ? setDraft(FRESH) : endDraft())}
          >
            <HighlightOutlined aria-hidden /> {m("add")}
          </button>
        )}
        {props.tools}
      </ViewerTools>
      <div className="viewer-stage" ref={stage} tabIndex={0} role="region" aria-label={name}>
        {pdf !== null ? (
          <PdfPage pdf={pdf} page={page} view={view}>
            {over}
          </PdfPage>
        ) : null}
        {isPdf && pdf === null && fault === null ? <p role="status">{t("opening", { name })}</p> : null}
        {isImage && !pictureFailed ? (
          <PicturePage key={tries} url={url} name={name} view={view} onFailed={() => setPictureFailed(true)}>
            {over}
          </PicturePage>
        ) : null}
        {!isPdf && !isImage ? <p>{t("cannotShow")}</p> : null}
        {failed !== null ? (
          <p role="alert">
            {failed}{" "}
            <button
              type="button"
              className="link-button"
              onClick={() => {
                setPictureFailed(false);
                setTries(tries + 1);
                retry();
              }}
            >
              {t("retry")}
            </button>
          </p>
        ) : null}
      </div>
      {draft !== null && add !== undefined ? (
        <MarkForm
          box={draft}
          page={page}
          pages={pages}
          noteRef={note}
          onBox={setDraft}
          onPage={turn}
          onSave={async (words) => {
            await add({ page, box: draft, note: words });
            endDraft(m("saved"));
          }}
          onCancel={() => endDraft()}
        />
      ) : null}
      {marks === undefined || (numbered.length === 0 && add === undefined) ? null : (
        <MarkList
          marks={numbered}
          shown={shown}
          onShow={(mark) => {
            turn(mark.page);
            setShown(mark.id);
            stage.current?.focus();
          }}
          onRemove={marks.remove}
        />
      )}
    </div>
  );
}
