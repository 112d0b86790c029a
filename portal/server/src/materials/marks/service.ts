/** Marks on pages: made by officials who read the document, seen by all of them, void once the file is another. */
import type { AuditArea } from "../../audit/index.ts";
import { isoInstant } from "../../clocks/index.ts";
import { ForbiddenError, InvalidError, NotFoundError, StateError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import { materialRecords, type StoredMaterial } from "../model.ts";
import type { MaterialOwners } from "../ports.ts";
import type { MarkRequest, PageMark, PageMarks } from "./api.ts";
import { markRecords, type StoredMark } from "./model.ts";
import { markTexts } from "./texts.ts";

const MARKS_PER_FILE = 100;

export interface MarksService {
  /** Marks on the documents that the actor reads. Throws NotFoundError when that is none of them. */
  list(actor: Actor, caseNo: string): Promise<PageMarks>;
  add(actor: Actor, caseNo: string, request: MarkRequest): Promise<PageMark>;
  remove(actor: Actor, caseNo: string, markId: string): Promise<PageMark>;
  /** For whoever has checked the right: marks of a case that are there and about what the documents are now, by id. */
  standing(caseNo: string): Promise<ReadonlyMap<string, PageMark>>;
  /** Marks by id as the applicant sees them: also those that were taken away or are void since. */
  forApplicant(caseNo: string, markIds: readonly string[]): Promise<ReadonlyMap<string, PageMark>>;
}

export function createMarksService(parts: {
  platform: Platform;
  audit: AuditArea;
  owners: () => MaterialOwners;
}): MarksService {
  const { audit, owners } = parts;
  const { store, ids, clock } = parts.platform;
  const marks = store.collection(markRecords);
  const materials = store.collection(materialRecords);

  const materialsOf = async (caseNo: string): Promise<Map<string, StoredMaterial>> => {
    const page = await materials.find({ filter: { eq: ["owner", `case:${caseNo}`] }, limit: 500 });
    return new Map(page.rows.map((record) => [record.materialId, record]));
  };
  const marksOf = async (caseNo: string): Promise<StoredMark[]> => {
    const found: StoredMark[] = [];
    let after: string | undefined;
    do {
      const page = await marks.find({
        filter: { eq: ["caseId", caseNo] },
        sort: ["at"],
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.rows);
      after = page.next ?? undefined;
    } while (after !== undefined);
    return found;
  };
  const mayMark = (actor: Actor, caseNo: string, materialId: string): Promise<boolean> =>
    actor.capacityKind === "post"
      ? owners().mayRead(actor, { owner: `case:${caseNo}`, materialId })
      : Promise.resolve(false);
  const wire = (mark: StoredMark, there: StoredMaterial | undefined, personId: string | null): PageMark => {
    // the same bytes handed in again are the same document
    const now = there?.files.find(({ hash }) => hash === mark.hash);
    const { id, materialId, page, box, note, by } = mark;
    return {
      id,
      materialId,
      file: now === undefined ? mark.file : { id: now.id, name: now.name, mediaType: now.mediaType },
      page,
      box,
      note,
      by: personId === null ? null : by.name,
      department: owners().marks?.department(by.department) ?? { zh: by.department, en: by.department },
      at: isoInstant(mark.at),
      state: now === undefined ? "void" : "standing",
      mine: personId === by.personId,
    };
  };

  return {
    async list(actor, caseNo) {
      const there = await materialsOf(caseNo);
      const read = new Set<string>();
      for (const [materialId, { files }] of there)
        if (files.length > 0 && (await mayMark(actor, caseNo, materialId))) read.add(materialId);
      if (read.size === 0) throw new NotFoundError(markTexts.noFile, "file-not-found");
      await audit.recordRead({ actor, action: "marks.list", thing: { kind: "case", id: caseNo } });
      return {
        rows: (await marksOf(caseNo))
          .filter((mark) => mark.removedAt === null && read.has(mark.materialId))
          .map((mark) => wire(mark, there.get(mark.materialId), actor.personId)),
      };
    },
    async add(actor, caseNo, { fileId, page, box, note }) {
      const there = await materialsOf(caseNo);
      const record = [...there.values()].find(({ files }) => files.some(({ id }) => id === fileId));
      const file = record?.files.find(({ id }) => id === fileId);
      if (!record || !file || !(await mayMark(actor, caseNo, record.materialId)))
        throw new NotFoundError(markTexts.noFile, "file-not-found");
      if ((await owners().marks?.open(caseNo)) === false) throw new StateError(markTexts.closed);
      if (page > file.pages) {
        const detail = markTexts.noPage(file.pages);
        throw new InvalidError(detail, [{ pointer: "/page", code: "page", detail }], "page");
      }
      const known = await marksOf(caseNo);
      const same = known.filter((mark) => mark.removedAt === null && mark.hash === file.hash);
      if (same.length >= MARKS_PER_FILE)
        throw new InvalidError(markTexts.tooMany(MARKS_PER_FILE), [], "too-many-marks");
      const { personId, name } = actor;
      const mark: StoredMark = {
        id: ids.next(),
        version: 1,
        caseId: caseNo,
        materialId: record.materialId,
        file: { id: file.id, name: file.name, mediaType: file.mediaType },
        hash: file.hash,
        page,
        box,
        note,
        by: { personId, name, department: actor.department ?? "" },
        at: clock.now(),
        removedAt: null,
      };
      await store.transaction((tx) => {
        const { version: _, ...fresh } = mark;
        tx.insert(markRecords, fresh);
        audit.record(tx, {
          actor,
          action: "marks.add",
          thing: { kind: "mark", id: mark.id },
          data: { case: caseNo, material: record.materialId, file: file.id, hash: file.hash, page, box },
        });
      });
      await owners().marks?.announce(caseNo);
      return wire(mark, record, personId);
    },
    async remove(actor, caseNo, markId) {
      const mark = await marks.get(markId);
      if (
        mark === null ||
        mark.caseId !== caseNo ||
        mark.removedAt !== null ||
        !(await mayMark(actor, caseNo, mark.materialId))
      )
        throw new NotFoundError(markTexts.noMark);
      if (mark.by.personId !== actor.personId) throw new ForbiddenError(markTexts.notYours);
      await store.transaction((tx) => {
        tx.update(markRecords, { ...mark, removedAt: clock.now() });
        audit.record(tx, {
          actor,
          action: "marks.remove",
          thing: { kind: "mark", id: mark.id },
          data: { case: caseNo, material: mark.materialId, file: mark.file.id, page: mark.page },
        });
      });
      await owners().marks?.announce(caseNo);
      return wire(mark, (await materialsOf(caseNo)).get(mark.materialId), actor.personId);
    },
    async standing(caseNo) {
      const there = await materialsOf(caseNo);
      return new Map(
        (await marksOf(caseNo))
          .filter((mark) => mark.removedAt === null)
          .map((mark) => wire(mark, there.get(mark.materialId), null))
          .filter((mark) => mark.state === "standing")
          .map((mark) => [mark.id, mark]),
      );
    },
    async forApplicant(caseNo, markIds) {
      if (markIds.length === 0) return new Map();
      const there = await materialsOf(caseNo);
      return new Map(
        (await marks.getMany([...new Set(markIds)]))
          .filter((mark) => mark.caseId === caseNo)
          .map((mark) => [mark.id, wire(mark, there.get(mark.materialId), null)]),
      );
    },
  };
}
