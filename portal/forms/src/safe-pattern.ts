/**
 * Whether a regular expression of a form can be run on untrusted text with JavaScript's backtracking engine:
 * no back-references, no look-around, and no repeated group that itself repeats or chooses
 * (`(a+)+`, `(a|aa)*`), so that the time stays polynomial of low degree within the length limit of the field.
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
  }
  const groups: Group[] = [{ repeats: false, chooses: false }];
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
      groups.push({ repeats: false, chooses: false });
      closed = null;
    } else if (char === ")") {
      closed = groups.pop() ?? null;
      const outer = groups[groups.length - 1];
      if (closed && outer) {
        outer.repeats ||= closed.repeats;
        outer.chooses ||= closed.chooses;
      }
    } else if (char === "|") {
      groups[groups.length - 1]!.chooses = true;
      closed = null;
    } else if (char === "*" || char === "+" || (char === "{" && /^\{\d+,\}/.test(pattern.slice(at)))) {
      if (closed && (closed.repeats || closed.chooses)) return "nested-repeat";
      groups[groups.length - 1]!.repeats = true;
      if (++repeatsOverall > 3) return "nested-repeat";
      closed = null;
    } else if (char === "{" && /^\{\d+(,\d+)?\}/.test(pattern.slice(at))) {
      const most = Number(/(\d+)\}/.exec(pattern.slice(at))![1]);
      if (closed && closed.repeats && most > 1) return "nested-repeat";
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
