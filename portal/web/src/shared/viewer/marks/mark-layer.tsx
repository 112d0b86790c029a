/** Marks drawn over a page, and the frame of a new one: dragged, moved by keys, or following the numbers typed. */
import type { PageBox, PageMark } from "@onewindow/server/api";
import { useEffect, useRef } from "react";
import type { CSSProperties, KeyboardEvent, PointerEvent } from "react";
import { useText } from "../../i18n/use-text.ts";
import { boxBetween, keyedBox, percent, placeOf, turnedBox, unturnedBox } from "./box.ts";
import { markTexts } from "./texts.ts";

export interface NumberedMark {
  mark: PageMark;
  /** As in the list. */
  n: number;
}

const styleOf = (box: PageBox): CSSProperties => ({
  left: `${box.x * 100}%`,
  top: `${box.y * 100}%`,
  width: `${box.w * 100}%`,
  height: `${box.h * 100}%`,
});

export interface MarkLayerProps {
  marks: readonly NumberedMark[];
  /** Id of the mark that somebody looks for. */
  shown: string | null;
  page: number;
  rotation: number;
  /** Region of the mark being made; null when none is. */
  draft: PageBox | null;
  onDraft: (box: PageBox) => void;
  onEnter: () => void;
}

export function MarkLayer({ marks, shown, page, rotation, draft, onDraft, onEnter }: MarkLayerProps) {
  const t = useText(markTexts);
  const layer = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const from = useRef<[number, number] | null>(null);
  const making = draft !== null;
  useEffect(() => {
    if (making) frame.current?.focus();
  }, [making]);
  useEffect(() => {
    if (shown !== null)
      layer.current?.querySelector(`[data-mark="${shown}"]`)?.scrollIntoView({ block: "nearest" });
  }, [shown, page]);
  const at = (event: PointerEvent): [number, number] => {
    const area = layer.current?.getBoundingClientRect();
    if (area === undefined || area.width === 0 || area.height === 0) return [0, 0];
    return [(event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height];
  };
  const seen = draft === null ? null : turnedBox(draft, rotation);
  const set = (box: PageBox): void => onDraft(unturnedBox(box, rotation));
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      onEnter();
      return;
    }
    const next = seen === null ? null : keyedBox(seen, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    set(next);
  };
  return (
    <div
      ref={layer}
      className={`mark-layer${making ? " making" : ""}`}
      onPointerDown={(event) => {
        if (!making || event.button !== 0) return;
        from.current = at(event);
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (from.current !== null) set(boxBetween(from.current, at(event)));
      }}
      onPointerUp={() => {
        if (from.current === null) return;
        from.current = null;
        frame.current?.focus();
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
    >
      {marks.map(({ mark, n }) => (
        <div
          key={mark.id}
          data-mark={mark.id}
          className={`mark${mark.id === shown ? " shown" : ""}`}
          style={styleOf(turnedBox(mark.box, rotation))}
          aria-hidden
        >
          <span>{n}</span>
        </div>
      ))}
      {seen === null || draft === null ? null : (
        <div
          ref={frame}
          className="mark new"
          style={styleOf(seen)}
          role="application"
          tabIndex={0}
          onKeyDown={keys}
          aria-label={t("frame", {
            where: t("where", { page, place: t(placeOf(draft)) }),
            x: percent(seen.x),
            y: percent(seen.y),
            w: percent(seen.w),
            h: percent(seen.h),
          })}
        />
      )}
    </div>
  );
}
