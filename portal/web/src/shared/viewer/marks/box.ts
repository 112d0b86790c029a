/** Regions of a page in shares of its sides. Pure. */
import type { PageBox } from "@onewindow/server/api";

export const LEAST = 0.005;
const round = (value: number): number => Math.round(value * 10_000) / 10_000;
const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** The region on the page as it is seen, turned clockwise by so many degrees (a multiple of 90). */
export function turnedBox({ x, y, w, h }: PageBox, degrees: number): PageBox {
  switch (((degrees % 360) + 360) % 360) {
    case 90:
      return { x: round(1 - y - h), y: x, w: h, h: w };
    case 180:
      return { x: round(1 - x - w), y: round(1 - y - h), w, h };
    case 270:
      return { x: y, y: round(1 - x - w), w: h, h: w };
    default:
      return { x, y, w, h };
  }
}

/** The region of the page that is seen there. */
export const unturnedBox = (box: PageBox, degrees: number): PageBox => turnedBox(box, 360 - (degrees % 360));

/** The same region inside the page, no smaller than a mark may be. */
export function fitBox({ x, y, w, h }: PageBox): PageBox {
  const side = { w: round(within(w, LEAST, 1)), h: round(within(h, LEAST, 1)) };
  return { ...side, x: round(within(x, 0, 1 - side.w)), y: round(within(y, 0, 1 - side.h)) };
}

/** The region between two points of the page. */
export function boxBetween(from: readonly [number, number], to: readonly [number, number]): PageBox {
  const [x, y] = [within(Math.min(from[0], to[0]), 0, 1), within(Math.min(from[1], to[1]), 0, 1)];
  const [right, bottom] = [within(Math.max(from[0], to[0]), 0, 1), within(Math.max(from[1], to[1]), 0, 1)];
  return fitBox({ x, y, w: right - x, h: bottom - y });
}

const STEP = 0.01;
const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** What a key makes of the region as it is seen: arrows move it, with Shift they size it; null for other keys. */
export function keyedBox(box: PageBox, key: string, shift: boolean): PageBox | null {
  const by = directions[key];
  if (by === undefined) return null;
  if (!shift) return fitBox({ ...box, x: box.x + by[0], y: box.y + by[1] });
  return {
    ...box,
    w: round(within(box.w + by[0], LEAST, 1 - box.x)),
    h: round(within(box.h + by[1], LEAST, 1 - box.y)),
  };
}

export type PlaceWord =
  | "top_left"
  | "top_middle"
  | "top_right"
  | "middle_left"
  | "middle_middle"
  | "middle_right"
  | "bottom_left"
  | "bottom_middle"
  | "bottom_right";

/** Which ninth of the page its middle lies in. */
export function placeOf({ x, y, w, h }: PageBox): PlaceWord {
  const third = <T>(value: number, [first, second, last]: readonly [T, T, T]): T =>
    value < 1 / 3 ? first : value < 2 / 3 ? second : last;
  const row = third(y + h / 2, ["top", "middle", "bottom"] as const);
  const column = third(x + w / 2, ["left", "middle", "right"] as const);
  return `${row}_${column}`;
}

export const percent = (share: number): number => Math.round(share * 1000) / 10;
