/** The electronic seal as a drawing: ring, star, the organ's name on the arc, the purpose below. */

export interface Seal {
  organ: string;
  purpose: string;
  /** The demo county's seals say so in the middle, instead of the star. */
  sample: boolean;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** SVG of 160 × 160 units; letters set one by one, so that every viewer draws the arc alike. */
export function sealSvg({ organ, purpose, sample }: Seal): string {
  const letters = [...organ].slice(0, 24);
  const span = Math.min(230, Math.max(60, letters.length * 20));
  const size = letters.length > 12 ? Math.max(9, 17 - (letters.length - 12) * 0.6) : 17;
  const step = letters.length > 1 ? span / (letters.length - 1) : 0;
  const arc = letters
    .map((letter, at) => {
      const degrees = letters.length > 1 ? -span / 2 + at * step : 0;
      return `<text transform="rotate(${degrees.toFixed(2)} 80 80)" x="80" y="29" text-anchor="middle" font-size="${size}">${escape(letter)}</text>`;
    })
    .join("");
  const middle = sample
    ? `<text x="80" y="88" text-anchor="middle" font-size="22" font-weight="700">样例</text>`
    : `<polygon points="${star(80, 80, 24)}"/>`;
  const below = `<text x="80" y="124" text-anchor="middle" font-size="13">${escape([...purpose].slice(0, 14).join(""))}</text>`;
  return (
    `<svg class="seal" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" width="42mm" height="42mm" role="img" aria-label="${escape(organ)} ${escape(purpose)}">` +
    `<circle cx="80" cy="80" r="76" fill="none" stroke="#d4140f" stroke-width="4"/>` +
    `<g fill="#d4140f" font-family="'Noto Serif SC','Songti SC',SimSun,serif" font-weight="600">${arc}${middle}${below}</g></svg>`
  );
}

function star(x: number, y: number, radius: number): string {
  return Array.from({ length: 10 }, (_, at) => {
    const r = at % 2 === 0 ? radius : radius * 0.382;
    const angle = (Math.PI / 5) * at - Math.PI / 2;
    return `${(x + r * Math.cos(angle)).toFixed(2)},${(y + r * Math.sin(angle)).toFixed(2)}`;
  }).join(" ");
}
