/** So many ways to divide a text are tried in a blink. */
const MAX_WAYS = 1e6;

/**
 * Whether a regular expression of a form can be run on untrusted text with JavaScript's backtracking engine:
 * no back-references, no look-around, and no repeated group that itself repeats or chooses
 * (`(a+)+`, `(a|aa)*`), so that the time stays polynomial of low degree within the length limit of the field. Bounded
 * repeats count by the ways they can divide a text (`(a{1,50}){1,50}`): no more than `MAX_WAYS` for the whole pattern.
 */

export function unsafePatternReason(
  pattern: string,
): "length" | "syntax" | "back-reference" | "look-around" | "nested-repeat" | null {
  if (pattern.length > 300) return "length";
  try {
    new RegExp(pattern, "u");
  } catch {
    try {
      new RegExp(pattern);
    } catch {
      return "syntax";
    }
  }
  interface Group {
    repeats: boolean;
    chooses: boolean;
    /** Ways in which what stood so far in this branch can match, bounded repeats only; of the branches before, their sum. */
    ways: number;
    before: number;
  }
  const group = (): Group => ({ repeats: false, chooses: false, ways: 1, before: 0 });
  const bound = /^\{(\d+)(?:,(\d+))?\}/;
  const groups: Group[] = [group()];
  let closed: Group | null = null;
  let repeatsOverall = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === "\\") {
      if (/[1-9k]/.test(pattern[at + 1] ?? "")) return "back-reference";
      at++;
      closed = null;
    } else if (char === "[") {
      at = endOfClass(pattern, at);
      closed = null;
    } else if (char === "(") {
      if (/^\(\?<?[=!]/.test(pattern.slice(at, at + 4))) return "look-around";
      groups.push(group());
      closed = null;
    } else if (char === ")") {
      closed = groups.pop() ?? null;
      const outer = groups[groups.length - 1];
      if (closed && outer) {
        outer.repeats ||= closed.repeats;
        outer.chooses ||= closed.chooses;
        if (!bound.test(pattern.slice(at + 1))) outer.ways *= closed.before + closed.ways;
        if (outer.ways > MAX_WAYS) return "nested-repeat";
      }
    } else if (char === "|") {
      const current = groups[groups.length - 1]!;
      current.chooses = true;
      current.before += current.ways;
      current.ways = 1;
      closed = null;
    } else if (char === "*" || char === "+" || (char === "{" && /^\{\d+,\}/.test(pattern.slice(at)))) {
      if (closed && (closed.repeats || closed.chooses)) return "nested-repeat";
      groups[groups.length - 1]!.repeats = true;
      if (++repeatsOverall > 3) return "nested-repeat";
      closed = null;
    } else if (char === "{" && bound.test(pattern.slice(at))) {
      const [, from, to] = bound.exec(pattern.slice(at))!;
      const least = Number(from);
      const most = Number(to ?? from);
      if (closed && closed.repeats && most > 1) return "nested-repeat";
      const each = closed ? closed.before + closed.ways : 1;
      const current = groups[groups.length - 1]!;
      current.ways *= each ** most * (most - least + 1);
      if (current.ways > MAX_WAYS) return "nested-repeat";
      closed = null;
      at = pattern.indexOf("}", at);
    } else {
      closed = null;
    }
  }
  return null;
}

function endOfClass(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === "]" && at > start + 1) return at;
  }
  return pattern.length;
}
