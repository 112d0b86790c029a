import type { Readable } from "node:stream";
import type { AuditArea } from "../audit/index.ts";
import { ConflictError, InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { MaterialSlot } from "./api.ts";
import type { Inspector } from "./inspector.ts";
import { materialRecords, type StoredMaterial, type StoredUpload } from "./model.ts";
import type { LicenceOffer, MaterialLicences, MaterialNeed, MaterialOwner, MaterialOwners } from "./ports.ts";
import type { ScanUpload } from "./scan/index.ts";
import { createUploadsUnderWay } from "./uploads-under-way.ts";
import { earlierFiles } from "./earlier.ts";
import { createFieldFiles, type FieldFileService } from "./field-files.ts";
import { cleanName } from "./receive.ts";
import type { ServedFile } from "./serve-file.ts";
import { mediaTypes, slotOf, uploaded } from "./slots.ts";
import { trustOf, type OriginalSeen } from "./trust.ts";
import { texts } from "./texts.ts";

export const filesPerMaterial = 20;

/** Takes the materials of a draft over to its case, in the transaction that makes the case. */
export interface Handover {
  apply(tx: Transaction, caseNo: string): void;
}

/** Takes what was handed in over to the case; what was there before stays, under an owner of its own. */
export interface Exchange {
  /** By material: the files before and after. */
  files: ReadonlyMap<string, { before: FileRef[]; after: FileRef[] }>;
  apply(tx: Transaction): void;
}
export type FileRef = Pick<StoredUpload, "id" | "name" | "mediaType">;

export interface MaterialsService extends FieldFileService {
  draftSlots(actor: Actor, draftId: string): Promise<{ draftVersion: number; slots: MaterialSlot[] }>;
  /** Waits for uploads that are still received, scanned or inspected: what is submitted has them or they were refused. */
  uploadsOver(ownerKey: string): Promise<void>;
  /** The same for whoever has checked the actor's right already. */
  slotsFor(owner: MaterialOwner): Promise<MaterialSlot[]>;
  /** Keeps one file; the same bytes again change nothing. */
  upload(actor: Actor, draftId: string, materialId: string, receive: Receive): Promise<MaterialSlot>;
  /** The same for whoever has checked that the actor may add to this material of this owner now. */
  uploadFor(actor: Actor, owner: MaterialOwner, materialId: string, receive: Receive): Promise<MaterialSlot>;
  removeFor(actor: Actor, owner: MaterialOwner, materialId: string, fileId: string): Promise<MaterialSlot>;
  remove(actor: Actor, draftId: string, materialId: string, fileId: string): Promise<MaterialSlot>;
  reuse(actor: Actor, draftId: string, materialId: string, licenceId: string): Promise<MaterialSlot>;
  dropReuse(actor: Actor, draftId: string, materialId: string): Promise<MaterialSlot>;
  /** A file that the actor may read; audited. Throws NotFoundError, also when it is not the actor's business. */
  file(actor: Actor, fileId: string): Promise<ServedFile>;
  /** Materials without files waiting under `from` stay as they are. */
  exchange(request: {
    from: string;
    to: string;
    earlier: string;
    materialIds: readonly string[];
  }): Promise<Exchange>;
  handover(draftId: string, needs: readonly MaterialNeed[]): Promise<Handover>;
  /** The same papers for another owner, as far as it needs them: an application that is filed again. */
  copy(actor: Actor, from: string, to: MaterialOwner): Promise<void>;
  /** Of these hashes, those that a material names. */
  holdsFiles(hashes: string[]): Promise<ReadonlySet<string>>;
  /** Removes the rows whose draft is gone; audited. Answers how many. */
  forgetOrphans(): Promise<number>;
  /**
   * The window has seen the original: trust level B (domain.md 1.9). Throws NotFoundError when the actor does not read
   * the material or nothing was uploaded, StateError when the case is closed.
   */
  seenOriginal(actor: Actor, caseNo: string, materialId: string): Promise<OriginalSeen>;
}
/** Streams one file to the files port: its name, and what was kept. */
export type Receive = (
  limit: number,
  keep: (stream: Readable) => Promise<Kept>,
) => Promise<{ name: string; kept: Kept }>;
export interface Kept {
  hash: string;
  size: number;
  mediaType: string;
  pages: number;
  scan: StoredUpload["scan"];
}

export function createMaterialsService(options: {
  platform: Platform;
  audit: AuditArea;
  inspector: Inspector;
  scan: ScanUpload;
  owners: () => MaterialOwners;
  licences: () => MaterialLicences;
}): MaterialsService {
  const { audit, inspector, scan, owners, licences } = options;
  const { store, files, ids, clock, config } = options.platform;
  const underWay = createUploadsUnderWay();
  const houseLimit = config.uploadMaxBytes;
  const records = store.collection(materialRecords);

  const recordOf = (owner: string, materialId: string): Promise<StoredMaterial | null> =>
    records.first({ filter: { and: [{ eq: ["owner", owner] }, { eq: ["materialId", materialId] }] } });
  const offerFor = async (need: MaterialNeed, holders: string[]): Promise<LicenceOffer | null> =>
    need.source.kind === "licence" ? licences().offer(holders, need.source.type) : null;
  const editable = async (
    actor: Actor,
    draftId: string,
    materialId: string,
  ): Promise<{ owner: MaterialOwner; need: MaterialNeed }> => {
    const owner = await owners().draft(actor, draftId);
    if (!owner.open) throw new StateError(texts.closed);
    return { owner, need: neededOf(owner, materialId) };
  };
  /** Reads, changes and writes the record; again when somebody else was quicker. */
  const change = async (
    actor: Actor,
    owner: MaterialOwner,
    need: MaterialNeed,
    action: string,
    edit: (record: StoredMaterial) => StoredMaterial | null,
    data: Record<string, unknown>,
  ): Promise<MaterialSlot> => {
    for (;;) {
      const known = await recordOf(owner.key, need.id);
      const record: StoredMaterial = known ?? {
        id: ids.next(),
        version: 0,
        owner: owner.key,
        materialId: need.id,
        files: [],
        licence: null,
        trust: null,
      };
      const edited = edit(record);
      if (edited === null) return slotOf(need, known, await offerFor(need, owner.holders), houseLimit);
      // an original that was seen was that of the files before
      const { original: _, ...own } = edited;
      const next = { ...own, trust: trustOf(own, need) };
      try {
        await store.transaction((tx) => {
          if (known === null) {
            const { version: _, ...fresh } = next;
            tx.insert(materialRecords, fresh);
          } else tx.update(materialRecords, next);
          audit.record(tx, {
            actor,
            action,
            thing: { kind: "material", id: `${owner.key}/${need.id}` },
            data,
          });
        });
      } catch (error) {
        if (error instanceof ConflictError) continue;
        throw error;
      }
      owners().changed?.(owner.key);
      return slotOf(need, next, await offerFor(need, owner.holders), houseLimit);
    }
  };

  const neededOf = (owner: MaterialOwner, materialId: string): MaterialNeed => {
    const need = [...owner.needs, ...(owner.fields?.() ?? [])].find(({ id }) => id === materialId);
    if (need === undefined) throw new NotFoundError(texts.noMaterial, "material-not-needed");
    return need;
  };

  const put = (
    actor: Actor,
    owner: MaterialOwner,
    need: MaterialNeed,
    receive: Receive,
  ): Promise<MaterialSlot> => underWay.during(owner.key, () => take(actor, owner, need, receive));
  const take = async (
    actor: Actor,
    owner: MaterialOwner,
    need: MaterialNeed,
    receive: Receive,
  ): Promise<MaterialSlot> => {
    const limit = need.maxBytes ?? houseLimit;
    const accept = need.accept.map((ending) => mediaTypes[ending]).filter((type) => type !== undefined);
    const { name, kept } = await receive(limit, async (stream) => {
      const stored = await files.put(stream, { maxBytes: limit, accept });
      // before anything opens it
      const scanned = await scan(actor, { kind: "material", id: `${owner.key}/${need.id}` }, stored.hash);
      const { pages } = await inspector.inspect(
        await bytesOf(await files.open(stored.hash)),
        stored.mediaType,
      );
      return { ...stored, pages, scan: scanned };
    });
    const upload: StoredUpload = {
      id: ids.next(),
      ...kept,
      name: cleanName(name, kept.mediaType),
      uploadedAt: clock.now(),
      by: actor.personId,
    };
    let id = upload.id;
    const slot = await change(
      actor,
      owner,
      need,
      "materials.upload",
      (record) => {
        const same = record.files.find(({ hash }) => hash === upload.hash);
        id = same?.id ?? upload.id;
        if (same !== undefined) return null;
        if (record.files.length >= filesPerMaterial)
          throw new InvalidError(texts.tooMany(filesPerMaterial), [], "too-many-files");
        return { ...record, files: [...record.files, upload] };
      },
      { file: upload.id, hash: upload.hash },
    );
    return { ...slot, uploaded: id };
  };
  const takeAway = (
    actor: Actor,
    owner: MaterialOwner,
    need: MaterialNeed,
    fileId: string,
  ): Promise<MaterialSlot> =>
    change(
      actor,
      owner,
      need,
      "materials.remove",
      (record) => {
        const rest = record.files.filter(({ id }) => id !== fileId);
        return rest.length === record.files.length ? null : { ...record, files: rest };
      },
      { file: fileId },
    );

  const slotsFor = async (owner: MaterialOwner): Promise<MaterialSlot[]> => {
    const page = await records.find({ filter: { eq: ["owner", owner.key] }, limit: 500 });
    const byMaterial = new Map(page.rows.map((record) => [record.materialId, record]));
    const earlier = await earlierFiles(store, owner.key);
    return Promise.all(
      owner.needs.map(async (need) => {
        const replaced = earlier.get(need.id);
        return {
          ...slotOf(need, byMaterial.get(need.id) ?? null, await offerFor(need, owner.holders), houseLimit),
          ...(replaced === undefined ? {} : { earlier: replaced.map(uploaded) }),
        };
      }),
    );
  };

  return {
    ...createFieldFiles(store, ids),
    async draftSlots(actor, draftId) {
      const owner = await owners().draft(actor, draftId);
      await audit.recordRead({
        actor,
        action: "materials.list",
        thing: { kind: "draft", id: draftId },
        data: { materials: owner.needs.map(({ id }) => id) },
      });
      return { draftVersion: owner.version, slots: await slotsFor(owner) };
    },
    slotsFor,
    uploadsOver: underWay.over,
    async upload(actor, draftId, materialId, receive) {
      const { owner, need } = await editable(actor, draftId, materialId);
      return put(actor, owner, need, receive);
    },
    uploadFor: (actor, owner, materialId, receive) => put(actor, owner, neededOf(owner, materialId), receive),
    removeFor: (actor, owner, materialId, fileId) =>
      takeAway(actor, owner, neededOf(owner, materialId), fileId),
    async remove(actor, draftId, materialId, fileId) {
      const { owner, need } = await editable(actor, draftId, materialId);
      return takeAway(actor, owner, need, fileId);
    },
    async reuse(actor, draftId, materialId, licenceId) {
      const { owner, need } = await editable(actor, draftId, materialId);
      const offer = await offerFor(need, owner.holders);
      if (offer === null || offer.licenceId !== licenceId || !offer.usable)
        throw new InvalidError(offer?.whyNot ?? texts.notReusable, [], "licence-not-usable");
      const { label, validUntil } = offer;
      return change(
        actor,
        owner,
        need,
        "materials.reuse",
        (record) =>
          record.licence?.id === licenceId
            ? null
            : { ...record, licence: { id: licenceId, label, validUntil } },
        { licence: licenceId },
      );
    },
    async dropReuse(actor, draftId, materialId) {
      const { owner, need } = await editable(actor, draftId, materialId);
      return change(
        actor,
        owner,
        need,
        "materials.dropReuse",
        (record) => (record.licence === null ? null : { ...record, licence: null }),
        {},
      );
    },
    async file(actor, fileId) {
      const record = await records.first({ filter: { contains: ["files.id", fileId] } });
      const found = record?.files.find(({ id }) => id === fileId);
      if (
        !record ||
        !found ||
        !(await owners().mayRead(actor, { owner: record.owner, materialId: record.materialId }))
      )
        throw new NotFoundError(texts.noFile, "file-not-found");
      await audit.recordRead({
        actor,
        action: "materials.read",
        thing: { kind: "file", id: fileId },
        data: { owner: record.owner, material: record.materialId },
      });
      return { hash: found.hash, name: found.name, mediaType: found.mediaType };
    },
    async handover(draftId, needs) {
      const page = await records.find({ filter: { eq: ["owner", `draft:${draftId}`] }, limit: 500 });
      const needed = new Map(needs.map((need) => [need.id, need]));
      return {
        apply(tx, caseNo) {
          for (const record of page.rows) {
            const need = needed.get(record.materialId);
            if (need === undefined) continue; // an earlier answer needed it; it stays with the draft
            tx.update(materialRecords, { ...record, owner: `case:${caseNo}` });
            if (record.licence)
              licences().recordUse(tx, {
                licenceId: record.licence.id,
                caseNo,
                what: need.name,
                materialId: need.id,
                key: `${record.licence.id}/${caseNo}/${need.id}`,
              });
          }
        },
      };
    },
    async copy(actor, from, to) {
      const page = await records.find({ filter: { eq: ["owner", from] }, limit: 500 });
      const needed = new Set(to.needs.map((need) => need.id));
      const copies: StoredMaterial[] = [];
      for (const record of page.rows) {
        if (!needed.has(record.materialId) || (await recordOf(to.key, record.materialId)) !== null) continue;
        const uploads = record.files.map((file) => ({ ...file, id: ids.next() }));
        copies.push({ ...record, id: ids.next(), owner: to.key, files: uploads });
      }
      if (copies.length === 0) return;
      await store.transaction((tx) => {
        for (const { version: _, ...fresh } of copies) tx.insert(materialRecords, fresh);
        audit.record(tx, {
          actor,
          action: "materials.copy",
          thing: { kind: "material", id: to.key },
          data: { from, materials: copies.map((record) => record.materialId) },
        });
      });
    },
    async holdsFiles(hashes) {
      const held = await Promise.all(
        hashes.map((hash) => records.first({ filter: { contains: ["files.hash", hash] } })),
      );
      return new Set(hashes.filter((_, at) => held[at] !== null));
    },
    async forgetOrphans() {
      let gone = 0;
      let after: string | undefined;
      do {
        // `;` is the character after `:`
        const page = await records.find({
          filter: { and: [{ gte: ["owner", "draft:"] }, { lt: ["owner", "draft;"] }] },
          sort: ["owner"],
          limit: 500,
          ...(after === undefined ? {} : { after }),
        });
        const draftOf = (record: StoredMaterial): string => record.owner.slice("draft:".length);
        const there = await owners().existing([...new Set(page.rows.map(draftOf))]);
        const orphans = page.rows.filter((record) => !there.has(draftOf(record)));
        if (orphans.length > 0)
          await store.transaction((tx) => {
            for (const record of orphans) {
              tx.remove(materialRecords, record);
              audit.record(tx, {
                actor: null,
                by: "upkeep.materials",
                action: "materials.forget",
                thing: { kind: "material", id: `${record.owner}/${record.materialId}` },
                data: { files: record.files.map(({ id, hash }) => ({ id, hash })) },
              });
            }
          });
        gone += orphans.length;
        after = page.next ?? undefined;
      } while (after !== undefined);
      return gone;
    },
    async exchange({ from, to, earlier, materialIds }) {
      const changes = await Promise.all(
        materialIds.map(async (id) => ({
          id,
          staged: await recordOf(from, id),
          there: await recordOf(to, id),
        })),
      );
      const refs = (record: StoredMaterial | null): FileRef[] =>
        (record?.files ?? []).map(({ id, name, mediaType }) => ({ id, name, mediaType }));
      return {
        files: new Map(
          changes.map(({ id, staged, there }) => [id, { before: refs(there), after: refs(staged) }]),
        ),
        apply(tx) {
          for (const { staged, there } of changes) {
            if (staged === null || staged.files.length === 0) continue;
            if (there !== null) tx.update(materialRecords, { ...there, owner: earlier });
            tx.update(materialRecords, { ...staged, owner: to });
          }
        },
      };
    },
    async seenOriginal(actor, caseNo, materialId) {
      const owner = `case:${caseNo}`;
      const record = await recordOf(owner, materialId);
      const mayRead = actor.capacityKind === "post" && (await owners().mayRead(actor, { owner, materialId }));
      if (record === null || record.files.length === 0 || !mayRead)
        throw new NotFoundError(texts.noFile, "file-not-found");
      if (record.trust === "B") return { materialId, trust: "B", already: true };
      if ((await owners().marks?.open(caseNo)) === false) throw new StateError(texts.caseClosed);
      await store.transaction((tx) => {
        tx.update(materialRecords, {
          ...record,
          trust: "B",
          original: { by: actor.name, personId: actor.personId, at: clock.now() },
        });
        audit.record(tx, {
          actor,
          action: "materials.seenOriginal",
          thing: { kind: "material", id: `case:${caseNo}/${materialId}` },
          data: {
            case: caseNo,
            from: record.trust,
            to: "B",
            files: record.files.map(({ id, hash }) => ({ id, hash })),
          },
        });
      });
      await owners().marks?.announce(caseNo);
      return { materialId, trust: "B", already: false };
    },
  };
}

async function bytesOf(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}
