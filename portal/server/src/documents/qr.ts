import qrcode from "qrcode";

/** A QR code as an SVG data address. */
export async function qrDataUrl(content: string): Promise<string> {
  const svg = await qrcode.toString(content, { type: "svg", errorCorrectionLevel: "M", margin: 1 });
  return `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
}
