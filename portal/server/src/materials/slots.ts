import { isoInstant } from "../clocks/index.ts";
import type { Text } from "../platform/text.ts";
import type { MaterialSlot, UploadedFile } from "./api.ts";
import type { StoredMaterial, StoredUpload } from "./model.ts";
import type { LicenceOffer, MaterialNeed } from "./ports.ts";
import { texts } from "./texts.ts";
import { trustReason } from "./trust.ts";

export const mediaTypes: Record<string, string> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
};

/** What the applicant and the clerk see of one material. */
export function slotOf(
  need: MaterialNeed,
  record: StoredMaterial | null,
  offer: LicenceOffer | null,
  /** Bytes of one file unless the material says otherwise. */
  houseLimit: number,
): MaterialSlot {
  const { state, label } = stateOf(need, record, offer);
  return {
    id: need.id,
    name: need.name,
    need: need.need,
    reason: need.reason,
    usedBy: need.usedBy,
    state,
    stateLabel: label,
    trust: record?.trust ?? null,
    trustReason: trustReason(record),
    files: (record?.files ?? []).map(uploaded),
    offer: record?.licence ? null : offer,
    licenceId: record?.licence?.id ?? null,
    accept: need.accept,
    maxBytes: need.maxBytes ?? houseLimit,
    sample: need.sample,
    tolerantDays: need.tolerantDays ?? null,
  };
}

function stateOf(
  need: MaterialNeed,
  record: StoredMaterial | null,
  offer: LicenceOffer | null,
): { state: MaterialSlot["state"]; label: Text } {
  if (record?.licence) return { state: "reused", label: record.licence.label };
  const count = record?.files.length ?? 0;
  if (count > 0) return { state: "uploaded", label: texts.state.uploaded(count) };
  if (need.replacedByUndertaking) return { state: "replaced-by-undertaking", label: texts.state.undertaking };
  if (need.later) return { state: "later", label: texts.state.later };
  if (need.source.kind === "form") return { state: "made-on-the-way", label: texts.state.form };
  if (need.source.kind === "item") return { state: "made-on-the-way", label: texts.state.item };
  if (need.source.kind === "department") return { state: "made-on-the-way", label: texts.state.department };
  if (offer?.usable) return { state: "found", label: texts.state.found };
  return { state: "missing", label: texts.state.missing };
}

export function uploaded(file: StoredUpload): UploadedFile {
  const { id, name, size, mediaType, pages, scan } = file;
  return { id, name, size, mediaType, pages, scan, uploadedAt: isoInstant(file.uploadedAt) };
}

/** Required materials that are still to be supplied: what stands in the way of submitting. */
export function unmet(slots: readonly MaterialSlot[]): MaterialSlot[] {
  return slots.filter(({ need, state }) => need === "required" && (state === "missing" || state === "found"));
}
