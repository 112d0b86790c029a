/** One page as it is seen: a page of a PDF, or a picture; what lies over it keeps to its edges. */
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useText } from "../i18n/use-text.ts";
import { isCancelled } from "./pdf-faults.ts";
import type { OpenPdf } from "./pdf.ts";
import { viewerTexts } from "./texts.ts";

export interface View {
  width: number;
  zoom: number;
  rotation: number;
}

export function PdfPage({
  pdf,
  page,
  view: { width, zoom, rotation },
  children,
}: {
  pdf: OpenPdf;
  page: number;
  view: View;
  children?: ReactNode;
}) {
  const t = useText(viewerTexts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    const element = canvas.current;
    if (element === null || width === 0) return undefined;
    setFailed(false);
    pdf.draw(element, page, { width, zoom, rotation }).then(
      (read) => current && setText(read),
      (error: unknown) => {
        if (current && !isCancelled(error)) setFailed(true);
      },
    );
    return () => {
      current = false;
    };
  }, [pdf, page, width, zoom, rotation]);
  return (
    <>
      <div className="page-frame">
        <canvas ref={canvas} aria-hidden />
        {children}
      </div>
      {failed ? <p role="alert">{t("pageFailed")}</p> : null}
      <div role="group" className="visually-hidden" aria-label={t("text")}>
        {text === null ? null : text.trim() === "" ? t("noText") : text}
      </div>
    </>
  );
}

export function PicturePage({
  url,
  name,
  view: { width, zoom, rotation },
  onFailed,
  children,
}: {
  url: string;
  name: string;
  view: View;
  onFailed: () => void;
  children?: ReactNode;
}) {
  const [natural, setNatural] = useState<{ width: number; height: number } | null>(null);
  const onSide = rotation % 180 !== 0;
  const shown = width * zoom;
  // turned on its side, its height takes the width of the stage
  const ratio = natural === null ? 1 : natural.height / natural.width;
  const picture = onSide ? { width: shown / ratio, height: shown } : { width: shown, height: shown * ratio };
  const frame = onSide ? { width: picture.height, height: picture.width } : picture;
  return (
    <div className="page-frame" style={natural === null ? {} : frame}>
      <img
        src={url}
        alt={name}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setNatural({ width: Math.max(1, naturalWidth), height: Math.max(1, naturalHeight) })
        }
        onError={onFailed}
        style={
          natural === null
            ? { width: shown }
            : {
                ...picture,
                position: "absolute",
                left: (frame.width - picture.width) / 2,
                top: (frame.height - picture.height) / 2,
                transform: `rotate(${rotation}deg)`,
              }
        }
      />
      {children}
    </div>
  );
}

/** Who looks, and since when, over the page: a photo of the screen says whose screen it was. */
export function Watermark({ text }: { text: string }) {
  return (
    <div className="viewer-watermark" aria-hidden>
      {Array.from({ length: 24 }, (_, index) => (
        <span key={index}>{text}</span>
      ))}
    </div>
  );
}
