/** A real one-page PDF without fonts of its own: a line of text (Latin) and, for a plan, a few rooms. */
export function samplePdf(line: string, plan = false): Uint8Array<ArrayBuffer> {
  const safe = line.replace(/[^\x20-\x7e]/g, "").replace(/[()\\]/g, "");
  const rooms = plan
    ? "2 w 70 300 455 380 re S 70 500 455 0 re S 220 500 m 220 680 l S 370 500 m 370 680 l S 1 w 120 360 40 30 re S 200 360 40 30 re S 280 360 40 30 re S 360 360 40 30 re S 110 600 60 40 re S 260 600 70 40 re S 410 600 70 40 re S"
    : "";
  const labels: [number, number, string][] = plan
    ? [
        [90, 655, "Preparation"],
        [240, 655, "Cooking"],
        [390, 655, "Washing"],
        [90, 470, "Dining room"],
      ]
    : [];
  const text = [[60, 760, safe] as const, ...labels]
    .map(([x, y, words], index) => `BT /F1 ${index === 0 ? 18 : 11} Tf ${x} ${y} Td (${words}) Tj ET`)
    .join("\n");
  const content = `${rooms}\n${text}`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  body += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return new TextEncoder().encode(body);
}
