/** Which of an item's clocks people look at, and which light of several is the worst. Pure. */
import type { ClockKind, StoredClock } from "../clocks/index.ts";
import type { Light } from "../platform/api.ts";

const order: Record<Light["colour"], number> = { RED: 0, YELLOW: 1, GREEN: 2, GREY: 3, BLUE: 4 };
const stage: Record<ClockKind, number> = {
  delivery: 0,
  handling: 1,
  completeness: 2,
  correction: 3,
  verdict: 4,
  tolerance: 5,
  check: 6,
  rating: 7,
};
/** The office's limits towards the applicant; neither what a department owes the window nor what the applicant owes. */
export const officeClocks: ReadonlySet<ClockKind> = new Set(["completeness", "handling", "delivery"]);

/** The clock that runs, or the last one that ran; handling before completeness. */
export function clockOfNow(all: readonly StoredClock[]): StoredClock | null {
  const clocks = all.filter((clock) => officeClocks.has(clock.kind));
  const open = clocks.filter((clock) => clock.state !== "stopped");
  const latest = (list: readonly StoredClock[]): StoredClock | null =>
    [...list].sort((a, b) => stage[a.kind] - stage[b.kind])[0] ?? null;
  return latest(open) ?? clocks.find((clock) => clock.kind === "handling") ?? latest(clocks);
}

/** Red before yellow before green before grey; then the one due first. Null when there is none that runs. */
export function worstLight(lights: readonly Light[]): Light | null {
  return (
    [...lights].sort(
      (a, b) => order[a.colour] - order[b.colour] || (a.due < b.due ? -1 : a.due > b.due ? 1 : 0),
    )[0] ?? null
  );
}
