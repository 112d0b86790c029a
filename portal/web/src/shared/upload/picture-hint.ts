/** Does a photo look blurred or blank? A hint to look again before it is handed in, never a refusal. Pure. */

export interface HintLimits {
  /** Variance of the Laplacian below which edges are soft. */
  sharpness: number;
  /** Share of pixels that stand off from the mean below which nothing is on the page. */
  content: number;
  /** How far a pixel stands off, in grey levels of 255. */
  standsOff: number;
}
/** Configuration, measured on pictures scaled to 640 pixels; the office may set its own. */
export const hintLimits: HintLimits = { sharpness: 60, content: 0.001, standsOff: 40 };

export type PictureHint = "blank" | "blurred";

/** `grey`: one byte a pixel, row by row. */
export function pictureHint(
  grey: ArrayLike<number>,
  width: number,
  height: number,
  limits: HintLimits = hintLimits,
): PictureHint | null {
  const count = width * height;
  if (count === 0 || width < 8 || height < 8) return null;
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += grey[at] ?? 0;
  const mean = sum / count;
  let off = 0;
  for (let at = 0; at < count; at += 1) if (Math.abs((grey[at] ?? 0) - mean) > limits.standsOff) off += 1;
  if (off / count < limits.content) return "blank";
  let total = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const edge =
        (grey[at - 1] ?? 0) +
        (grey[at + 1] ?? 0) +
        (grey[at - width] ?? 0) +
        (grey[at + width] ?? 0) -
        4 * (grey[at] ?? 0);
      total += edge;
      squares += edge * edge;
    }
  const inner = (width - 2) * (height - 2);
  const variance = squares / inner - (total / inner) ** 2;
  return variance < limits.sharpness ? "blurred" : null;
}
