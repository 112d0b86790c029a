/**
 * Clarification (说明, 1.2a rule 10): after acceptance an office may ask the applicant to explain something. It stops no
 * clock, brings no new material, and silence alone never leads to refusal.
 */
import type { AuditArea } from "../audit/index.ts";
import { isoInstant } from "../clocks/index.ts";
import { InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { ClarificationPage } from "./api.ts";
import type { CaseCore } from "./case-core.ts";
import type { Clarification, StoredCase, StoredItem } from "./model.ts";
import type { CatalogueNeeds, NotificationNeeds } from "./needs.ts";
import { byTexts } from "./texts.ts";

export const clarificationTexts = {
  asked: (name: Text): Text => ({
    zh: `${name.zh}：请申请人说明`,
    en: `${name.en}: an explanation is asked for`,
  }),
  answered: (name: Text): Text => ({
    zh: `${name.zh}：申请人已说明`,
    en: `${name.en}: the applicant has explained`,
  }),
  title: (department: Text): Text => ({
    zh: `${department.zh}请您说明`,
    en: `${department.en} asks you to explain`,
  }),
  body: (name: Text): Text => ({
    zh: `“${name.zh}”有一处请您说明，只用文字回答，不用补交材料；办理期限照常计算，不回答不会单独成为不予许可的理由。`,
    en: `Please explain something about “${name.en}”, in words only; no papers are needed. The time limit runs on, and not answering is no reason for refusal by itself.`,
  }),
  answerTitle: (name: Text): Text => ({
    zh: `申请人已说明：${name.zh}`,
    en: `The applicant has explained: ${name.en}`,
  }),
  todo: { zh: "请您说明", en: "An explanation is asked for" },
  todoDetail: (department: Text, name: Text): Text => ({
    zh: `${department.zh}就“${name.zh}”请您说明；不影响办理时限`,
    en: `${department.en} asks you to explain something about “${name.en}”; the time limit is not affected`,
  }),
  notNow: {
    zh: "只有受理以后、作出决定以前才能请申请人说明；受理以前的问题要一次性告知补正。",
    en: "The applicant can be asked to explain only after acceptance and before the decision; before acceptance everything is told at once as a correction.",
  },
  none: { zh: "没有这处说明，或不属于您。", en: "There is no such question, or it is not yours." },
  answeredAlready: { zh: "已经说明过，不能再改。", en: "This has been explained and can no longer change." },
  over: {
    zh: "事项已经有结果，不用再说明。",
    en: "This item has its result; no explanation is needed any more.",
  },
  empty: { zh: "请写明您的说明。", en: "Write your explanation." },
  question: { zh: "写明请申请人说明什么。", en: "Say what the applicant should explain." },
} as const;

/** Accepted, and not decided yet. */
const askable: ReadonlySet<string> = new Set(["ACCEPTED", "IN_REVIEW", "SUSPENDED", "APPROVAL"]);

/** May the item's applicant be asked to explain something now? */
export function mayClarify(item: StoredItem): boolean {
  return (
    item.acceptance !== "none" &&
    item.acceptedAt !== null &&
    item.decision === null &&
    askable.has(item.status)
  );
}
/** Questions of an item that nobody has answered, while an answer may still matter. */
export function openClarifications(item: StoredItem): Clarification[] {
  return askable.has(item.status) ? (item.clarifications ?? []).filter((one) => one.answer === null) : [];
}

export type ClarificationService = ReturnType<typeof createClarificationService>;

export function createClarificationService(parts: {
  platform: Platform;
  audit: AuditArea;
  core: CaseCore;
  catalogue: CatalogueNeeds;
  notifications: NotificationNeeds;
}) {
  const { platform, core, catalogue, notifications } = parts;

  return {
    async ask(
      actor: Actor,
      about: { caseId: string; caseItemId: string; group: string; taskId: string },
      question: string,
    ): Promise<string> {
      if (question.trim() === "")
        throw new InvalidError(clarificationTexts.question, [
          { pointer: "/question", code: "required", detail: clarificationTexts.question },
        ]);
      const id = platform.ids.next();
      let item: StoredItem | undefined;
      await core.mutate(about.caseId, { actor }, (state) => {
        item = state.items.find((entry) => entry.id === about.caseItemId);
        if (item === undefined || !mayClarify(item)) throw new StateError(clarificationTexts.notNow);
        const asked: Clarification = {
          id,
          taskId: about.taskId,
          group: about.group,
          question: question.trim(),
          at: state.now,
          by: { personId: actor.personId, name: actor.name },
          answer: null,
        };
        return {
          items: [{ ...item, clarifications: [...(item.clarifications ?? []), asked] }],
          events: [
            {
              caseId: item.caseId,
              caseItemId: item.id,
              kind: "clarification-asked",
              text: clarificationTexts.asked(item.name),
              by: catalogue.department(item.department).name,
            },
          ],
          audit: [
            {
              action: "clarifications.ask",
              thing: { kind: "case-item", id: item.id },
              data: { clarification: id },
            },
          ],
          write: (tx) =>
            notifications.notify(tx, {
              to: { owner: state.theCase.ownerKey, personIds: [state.theCase.filedBy.personId] },
              kind: "todo",
              title: clarificationTexts.title(catalogue.department(item?.department ?? "window").name),
              body: clarificationTexts.body(item?.name ?? state.theCase.title),
              href: `/cases/${state.theCase.id}/clarifications`,
              caseNo: state.theCase.id,
              key: `clarification:${id}`,
            }),
        };
      });
      const theCase = await core.caseRows.get(about.caseId);
      if (theCase !== null)
        await notifications.announce({ owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] });
      return id;
    },

    async answer(actor: Actor, theCase: StoredCase, id: string, text: string): Promise<void> {
      if (text.trim() === "")
        throw new InvalidError(clarificationTexts.empty, [
          { pointer: "/answer", code: "required", detail: clarificationTexts.empty },
        ]);
      let group = "";
      await core.mutate(theCase.id, { actor }, (state) => {
        const item = state.items.find((entry) => entry.clarifications?.some((one) => one.id === id));
        const asked = item?.clarifications?.find((one) => one.id === id);
        if (item === undefined || asked === undefined) throw new NotFoundError(clarificationTexts.none);
        if (asked.answer !== null) throw new StateError(clarificationTexts.answeredAlready);
        if (!askable.has(item.status)) throw new StateError(clarificationTexts.over);
        group = asked.group;
        const answer = { text: text.trim(), at: state.now, by: actor.personId };
        return {
          items: [
            {
              ...item,
              clarifications: (item.clarifications ?? []).map((one) =>
                one.id === id ? { ...one, answer } : one,
              ),
            },
          ],
          events: [
            {
              caseId: item.caseId,
              caseItemId: item.id,
              kind: "clarification-answered",
              text: clarificationTexts.answered(item.name),
              by: byTexts.applicant,
            },
          ],
          audit: [
            {
              action: "clarifications.answer",
              thing: { kind: "case-item", id: item.id },
              data: { clarification: id },
            },
          ],
          write: (tx) =>
            notifications.notify(tx, {
              to: { group: asked.group },
              kind: "news",
              title: clarificationTexts.answerTitle(item.name),
              body: clarificationTexts.answered(item.name),
              href: `/w/tasks/${asked.taskId}`,
              caseNo: item.caseId,
              key: `clarification-answer:${id}`,
            }),
        };
      });
      await notifications.announce({ group });
    },

    async page(theCase: StoredCase): Promise<ClarificationPage> {
      const items = await core.itemsOf(theCase.id);
      return {
        no: theCase.id,
        title: theCase.title,
        questions: items
          .flatMap((item) =>
            (item.clarifications ?? []).map((one) => ({
              id: one.id,
              item: item.name,
              department: catalogue.department(item.department),
              question: one.question,
              at: one.at,
              open: one.answer === null && askable.has(item.status),
              answer: one.answer,
            })),
          )
          .sort((a, b) => a.at - b.at)
          .map(({ at, answer, ...rest }) => ({
            ...rest,
            askedAt: isoInstant(at),
            answer: answer === null ? null : { text: answer.text, at: isoInstant(answer.at) },
          })),
      };
    },
  };
}
