import { pictureHint } from "./picture-hint.ts";
import type { PictureHint } from "./picture-hint.ts";

const SIDE = 640;

/** Looks at a picture before it is sent, scaled down; null for other files and for what the browser cannot open. */
export async function hintOfFile(file: File): Promise<PictureHint | null> {
  if (!file.type.startsWith("image/")) return null;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { resizeWidth: SIDE, resizeQuality: "medium" });
  } catch {
    return null;
  }
  const { width } = bitmap;
  const height = Math.min(bitmap.height, SIDE * 3);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const data = context?.getImageData(0, 0, width, height).data;
  if (data === undefined) return null;
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0; at < grey.length; at += 1)
    grey[at] =
      0.299 * (data[at * 4] ?? 0) + 0.587 * (data[at * 4 + 1] ?? 0) + 0.114 * (data[at * 4 + 2] ?? 0);
  return pictureHint(grey, width, height);
}
