/** Sorting of materials. Pure. */
import type { MaterialSlot } from "@onewindow/server/api";

/** What needs the applicant's hands, and what is there already without them. */
export function splitSlots(slots: readonly MaterialSlot[]): { hands: MaterialSlot[]; found: MaterialSlot[] } {
  const byHand = (slot: MaterialSlot): boolean =>
    ["missing", "uploaded", "replaced-by-undertaking", "later"].includes(slot.state);
  return { hands: slots.filter(byHand), found: slots.filter((slot) => !byHand(slot)) };
}
