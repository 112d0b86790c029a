/** On the spot: what was found, photos from the phone, and the signature of each inspector who was there. */
import type { Readable } from "node:stream";
import { byteFault, cleanName } from "../materials/index.ts";
import { localDate } from "../clocks/index.ts";
import { ForbiddenError, InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import { fingerprint } from "./book.ts";
import type { VisitBook } from "./book.ts";
import type { VisitParts } from "./index.ts";
import type { Finding, StoredVisit } from "./model.ts";
import { visitTexts } from "./texts.ts";

export type Records = ReturnType<typeof createRecords>;
type Receive = (
  maxBytes: number,
  keep: (stream: Readable) => Promise<{ hash: string; size: number; mediaType: string }>,
) => Promise<{ name: string; kept: { hash: string; size: number; mediaType: string } }>;

const PHOTOS = 40;
const PHOTO_BYTES = 15 * 1024 * 1024;

/** Those who were there and have not signed the record as it stands. */
export function unsigned(visit: StoredVisit): string[] {
  const hash = fingerprint(visit);
  return (visit.record?.present ?? []).filter(
    (id) => !visit.signatures.some((one) => one.personId === id && one.hash === hash),
  );
}

export function createRecords(parts: VisitParts, book: VisitBook) {
  const { platform, cases, materials } = parts;
  const { files } = platform;

  const started = (visit: StoredVisit, now: number): NonNullable<StoredVisit["appointment"]> => {
    book.notOver(visit);
    if (visit.appointment === null) throw new StateError(visitTexts.notAppointed);
    if (localDate(now) < localDate(visit.appointment.from)) throw new StateError(visitTexts.tooEarly);
    return visit.appointment;
  };
  const bytesOf = async (hash: string): Promise<Uint8Array> => {
    const chunks: Buffer[] = [];
    for await (const chunk of await files.open(hash)) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  };

  return {
    async save(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      given: { present: string[]; findings: Finding[]; opinion: string },
    ): Promise<void> {
      await book.open(actor, id, "record");
      await book.change(actor, id, ifMatch, (visit, items, now) => {
        const appointment = started(visit, now);
        const live = book.live(visit, items);
        if (live.length === 0) throw new StateError(visitTexts.over);
        const there = appointment.inspectors.filter((one) => given.present.includes(one.personId));
        const name = (department: string): Text => cases.catalogue.department(department).name;
        const fault = (pointer: string, detail: Text): FieldProblem => ({ pointer, code: "record", detail });
        const faults = [
          ...(there.length < 2 ? [fault("/present", visitTexts.two)] : []),
          ...(there.length < new Set(given.present).size ? [fault("/present", visitTexts.inspector)] : []),
          ...live
            .filter((item) => !there.some((one) => one.department === item.department))
            .map((item) => fault("/present", visitTexts.eachDepartment(name(item.department)))),
          ...live
            .filter((item) => !given.findings.some((one) => one.caseItemId === item.id))
            .map((item) => fault("/findings", visitTexts.findingMissing(item.name))),
          ...given.findings.flatMap((one, n) => [
            ...(live.some((item) => item.id === one.caseItemId)
              ? []
              : [fault(`/findings/${n}/caseItemId`, visitTexts.none)]),
            ...(one.finding === "" ? [fault(`/findings/${n}/finding`, visitTexts.findingWords)] : []),
            ...(one.result === "rectify" && one.points === ""
              ? [fault(`/findings/${n}/points`, visitTexts.points)]
              : []),
            ...(one.result === "rectify" && (one.until === null || one.until <= localDate(now))
              ? [fault(`/findings/${n}/until`, visitTexts.until)]
              : []),
          ]),
        ];
        if (faults.length > 0) throw new InvalidError(faults[0]!.detail, faults, "record");
        return {
          visit: {
            ...visit,
            record: {
              on: visit.record?.on ?? now,
              present: there.map((one) => one.personId),
              findings: given.findings.map((one) =>
                one.result === "rectify" ? one : { ...one, points: "", until: null },
              ),
              opinion: given.opinion,
              at: now,
              by: { personId: actor.personId, name: actor.name },
            },
          },
          audit: { action: "visits.record" },
        };
      });
    },

    async addPhoto(
      actor: Actor,
      id: string,
      place: { lat: number; lon: number } | null,
      receive: Receive,
    ): Promise<void> {
      const { visit: known } = await book.open(actor, id, "record");
      started(known, platform.clock.now());
      const { name, kept } = await receive(PHOTO_BYTES, async (stream) => {
        const stored = await files.put(stream, {
          maxBytes: PHOTO_BYTES,
          accept: ["image/jpeg", "image/png"],
        });
        await materials.scan(actor, { kind: "visit", id }, stored.hash);
        if (byteFault(await bytesOf(stored.hash), stored.mediaType) !== null)
          throw new InvalidError(visitTexts.photoBad, [], "file-unreadable");
        return stored;
      });
      await book.change(actor, id, undefined, (visit, _items, now) => {
        started(visit, now);
        if (visit.photos.some((photo) => photo.hash === kept.hash)) return null;
        if (visit.photos.length >= PHOTOS) throw new StateError(visitTexts.photoLimit);
        const photo = {
          id: platform.ids.next(),
          ...kept,
          name: cleanName(name, kept.mediaType),
          at: now,
          by: { personId: actor.personId, name: actor.name },
          place,
        };
        return {
          visit: { ...visit, photos: [...visit.photos, photo] },
          audit: { action: "visits.addPhoto", data: { photo: photo.id, hash: photo.hash } },
        };
      });
    },
    async removePhoto(actor: Actor, id: string, photoId: string): Promise<void> {
      await book.open(actor, id, "record");
      await book.change(actor, id, undefined, (visit) => {
        book.notOver(visit);
        if (!visit.photos.some((photo) => photo.id === photoId)) throw new NotFoundError(visitTexts.noPhoto);
        return {
          visit: { ...visit, photos: visit.photos.filter((photo) => photo.id !== photoId) },
          audit: { action: "visits.removePhoto", data: { photo: photoId } },
        };
      });
    },
    async photo(
      actor: Actor,
      id: string,
      photoId: string,
    ): Promise<{ hash: string; name: string; mediaType: string }> {
      const { visit } = await book.open(actor, id, "read");
      const found = visit.photos.find((photo) => photo.id === photoId);
      if (found === undefined) throw new NotFoundError(visitTexts.noPhoto);
      return { hash: found.hash, name: found.name, mediaType: found.mediaType };
    },

    /** Over the record as the signer saw it; the last signature ends the visit, and each item is told its result. */
    async sign(actor: Actor, id: string, hash: string): Promise<void> {
      await book.open(actor, id, "sign");
      await book.change(actor, id, undefined, (visit, _items, now) => {
        const appointment = started(visit, now);
        const inspector = appointment.inspectors.find((one) => one.personId === actor.personId);
        if (inspector === undefined || visit.record?.present.includes(actor.personId) !== true)
          throw new ForbiddenError(visitTexts.notInspector, "not-inspector");
        if (fingerprint(visit) !== hash) throw new StateError(visitTexts.signChanged, {}, "record-changed");
        if (!unsigned(visit).includes(actor.personId)) throw new StateError(visitTexts.signedAlready);
        const signed = {
          ...visit,
          signatures: [
            ...visit.signatures.filter((one) => one.personId !== actor.personId),
            { ...inspector, at: now, hash },
          ],
        };
        const done = unsigned(signed).length === 0;
        return {
          visit: done ? { ...signed, state: "done" as const } : signed,
          events: [{ kind: "visit-signed", text: visitTexts.event.signed(actor.name), public: false }],
          messages: done
            ? [{ name: "visitFinished", correlationKey: id, messageId: `visitFinished:${id}` }]
            : [],
          audit: { action: "visits.sign", data: { hash } },
        };
      });
    },

    async holdsFiles(hashes: string[]): Promise<ReadonlySet<string>> {
      const held = new Set<string>();
      for (const hash of hashes)
        if ((await book.rows.first({ filter: { contains: ["photos.hash", hash] } })) !== null) held.add(hash);
      return held;
    },
  };
}
