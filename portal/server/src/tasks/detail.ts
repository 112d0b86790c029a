/** Everything about one task on one screen (W3, W4): only what this department may read. */
import { fieldsOf, valueAt } from "@onewindow/forms";
import type { CasesArea, StoredCase, StoredItem } from "../cases/index.ts";
import {
  caseEvents,
  factsOfCase,
  fieldLabel,
  masksOf,
  finalStates,
  mayClarify,
  prunedForm,
  shownFields,
  shownFiles,
  shownValue,
  statusTexts,
  verdictData,
  voicesOf,
  wireForm,
} from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import { isoInstant, lastDayOfYears, localInstant } from "../clocks/index.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { AcceptanceItem, RuleResult, TaskDetail, TaskField } from "./api.ts";
import { decisionKinds } from "./completion.ts";
import { isSuspended } from "./blocked.ts";
import type { CorrectionDetail } from "./correction-detail.ts";
import { decisionChecks } from "./decision-checks.ts";
import { extendableKinds } from "./extension.ts";
import type { StoredTask } from "./model.ts";
import type { PeopleNeeds, TaskCatalogueNeeds, TaskDocumentNeeds } from "./needs.ts";
import { isRating } from "./rating.ts";
import type { TaskListService } from "./service-list.ts";
import type { TaskGuard } from "./task-guard.ts";
import { detailTexts, kindTexts, outcomesOf } from "./texts.ts";
import { toleranceChoice } from "./tolerance-check.ts";
import { visitOf } from "./visit.ts";

const HISTORY = 100;

export function createTaskDetail(parts: {
  platform: Platform;
  cases: CasesArea;
  clocks: ClocksArea;
  people: PeopleNeeds;
  catalogue: TaskCatalogueNeeds;
  documents: TaskDocumentNeeds;
  guard: TaskGuard;
  list: TaskListService;
  correction: CorrectionDetail;
}) {
  const { platform, cases, clocks, people, catalogue, documents, guard, list, correction } = parts;
  const events = platform.store.collection(caseEvents);

  /** Kinds of personal numbers whose middle this post does not see. */
  const hiddenFrom = (actor: Actor, theCase: StoredCase): ReadonlySet<string> => {
    const hidden = new Set<string>();
    if (!people.canField(actor, "read", "case", "identity", theCase)) hidden.add("id-card");
    if (!people.canField(actor, "read", "case", "contact", theCase)) hidden.add("phone");
    return hidden;
  };

  const contentOf = ({ packageId, packageVersion }: StoredCase) =>
    cases.catalogue.package(packageId, packageVersion) ?? cases.catalogue.package(packageId);

  /** Fields that the items read; identity and contact masked unless the post may see them. */
  const fieldsFor = (
    actor: Actor,
    theCase: StoredCase,
    itemIds: readonly string[],
  ): { fields: TaskField[]; all: number } => {
    const content = contentOf(theCase);
    const hidden = hiddenFrom(actor, theCase);
    const fields: TaskField[] = [];
    let all = 0;
    for (const section of content?.sections ?? []) {
      const data = theCase.data[section.id];
      if (data === undefined) continue;
      const whole = cases.catalogue.form(theCase.packageId, section.form, theCase.packageVersion);
      all += shownFields(whole).filter(({ path }) => valueAt(data, path) !== undefined).length;
      const form = prunedForm(whole, itemIds);
      const inner = fieldsOf(form);
      for (const field of shownFields(form)) {
        const value = valueAt(data, field.path);
        if (value === undefined || !readBy(field, inner, itemIds)) continue;
        fields.push({
          path: `${section.id}.${field.path}`,
          label: fieldLabel(form, field.component.label ?? field.component.key),
          value: shownValue(form, field.component, value, hidden),
          group: section.name,
          provenance: theCase.provenance[`${section.id}.${field.path}`]?.source ?? null,
          masked: masksOf(field.component, hidden),
          material: field.component.properties?.provesBy ?? null,
          files: shownFiles(field.component, value),
        });
      }
    }
    return { fields, all };
  };

  const acceptance = async (
    task: StoredTask,
    theCase: StoredCase,
    items: StoredItem[],
    slots: MaterialSlot[],
    bar: Text | null,
  ): Promise<TaskDetail["acceptance"]> => {
    if (task.kind !== "accept" || task.roundId === null) return null;
    const round = await cases.acceptance.round(task.roundId);
    const about = items.filter(
      (item) =>
        round !== null &&
        item.roundId === round.id &&
        round.items.includes(item.id) &&
        item.status !== "WITHDRAWN" &&
        voicesOf(round, item).includes("window"),
    );
    const due = (await clocks.byIds(task.clockIds)).map((clock) => clock.due).sort()[0] ?? clocks.today();
    const rows = await Promise.all(
      about.map(async (item): Promise<AcceptanceItem> => {
        const verdict = (await cases.submissionsOf(item.id))
          .filter((one) => one.kind === "verdict" && one.state === "applied" && one.roundId === task.roundId)
          .at(-1);
        const fact = cases.packageItem(theCase, item.itemId);
        const limit = item.limits.handling;
        return {
          caseItemId: item.id,
          itemId: item.itemId,
          name: item.name,
          department: cases.catalogue.department(item.department),
          status: item.status,
          materials: slots.filter((slot) => slot.usedBy.some((use) => use.id === item.itemId)),
          undertaking:
            fact?.undertaking == null
              ? null
              : {
                  chosen: item.undertaking,
                  text: fact.undertaking.text,
                  // they are not among the case's own materials: that is what the undertaking is for
                  replaces: fact.undertaking.replaces.map(
                    (id) =>
                      contentOf(theCase)?.materials.find((material) => material.id === id)?.name ?? {
                        zh: id,
                        en: id,
                      },
                  ),
                },
          legalDays: limit?.legalDays ?? null,
          promisedDays: limit?.promisedDays ?? null,
          tolerance: toleranceChoice(
            item,
            slots.filter((slot) => slot.usedBy.some((use) => use.id === item.itemId)),
            clocks,
            bar,
          ),
          departmentVerdict:
            verdict === undefined
              ? null
              : {
                  verdict: verdictData.shape.verdict.catch("accept").parse(verdict.data["verdict"]),
                  note: typeof verdict.data["note"] === "string" ? verdict.data["note"] : "",
                  by: verdict.by.name,
                  at: isoInstant(verdict.at),
                },
        };
      }),
    );
    return { items: rows, dueAt: isoInstant(localInstant(due, clocks.endOfBusiness)) };
  };

  const decision = async (
    task: StoredTask,
    theCase: StoredCase,
    item: StoredItem | null,
    slots: MaterialSlot[],
    rules: RuleResult[],
  ): Promise<TaskDetail["decision"]> => {
    if (task.kind !== "decide" || item === null) return null;
    const years = item.licence === null ? undefined : catalogue.validityYears(item.licence);
    const today = clocks.today();
    const way = {
      electronic: detailTexts.serviceElectronic,
      window: detailTexts.serviceWindow,
      post: detailTexts.servicePost,
    };
    return {
      templates: decisionKinds,
      checks: decisionChecks({
        item,
        submissions: await cases.submissionsOf(item.id),
        materials: slots,
        rules,
        handling: await clocks.get(item.id, "handling"),
      }),
      numberPreviews: {
        grant: documents.numberPreview(decisionKinds.grant, task.department),
        refuse: documents.numberPreview(decisionKinds.refuse, task.department),
      },
      seal: catalogue.seal(catalogue.documentKind(decisionKinds.grant)?.seal ?? "") ?? detailTexts.noSeal,
      service: [way[theCase.delivery.way]],
      validity:
        years === undefined
          ? null
          : {
              from: today,
              to: years === null ? null : lastDayOfYears(today, years),
              rule: years === null ? detailTexts.unlimited : detailTexts.years(years),
            },
      articles: catalogue.articles(theCase.packageId, item.itemId, theCase.packageVersion),
    };
  };

  const extension = async (
    actor: Actor,
    task: StoredTask,
    item: StoredItem | null,
  ): Promise<TaskDetail["extension"]> => {
    if (item === null || (task.kind !== "extend" && !extendableKinds.has(task.kind))) return null;
    const { days, bar } = await cases.extensions.stand(item);
    const asked = item.extensions?.find((one) => one.id === task.actId);
    return {
      mayAsk: task.kind !== "extend" && bar === null && people.can(actor, "extend", "task", task),
      days,
      bar,
      asked:
        asked === undefined
          ? null
          : {
              by: asked.by.name,
              reason: asked.reason,
              from: asked.from,
              until: clocks.calendar().addWorkingDays(asked.from, asked.days),
            },
    };
  };

  return async (actor: Actor, id: string): Promise<TaskDetail> => {
    const task = await guard.visible(actor, id);
    const theCase = await cases.case(task.caseId);
    if (theCase === null) throw new Error(`Task ${id} has no case ${task.caseId}.`);
    const items = await cases.itemsOf(theCase.id);
    const item = items.find((entry) => entry.id === task.caseItemId) ?? null;
    const round = task.roundId === null ? null : await cases.acceptance.round(task.roundId);
    // about a rating nothing of the form or the papers is needed
    const about = isRating(task.kind)
      ? []
      : item !== null
        ? [item]
        : items.filter((entry) => round?.items.includes(entry.id));
    const itemIds = about.map((entry) => entry.itemId);
    const { fields, all } = fieldsFor(actor, theCase, itemIds);
    const slots = (await cases.view.materialSlots(theCase, items)).filter((slot) =>
      slot.usedBy.some((use) => itemIds.includes(use.id)),
    );
    const rules =
      item === null || isRating(task.kind)
        ? []
        : await catalogue.reviewRules(
            theCase.packageId,
            item.itemId,
            factsOfCase(theCase),
            theCase.packageVersion,
          );
    const bar =
      task.kind === "accept" || task.kind === "verdict"
        ? ((await cases.credit.barOf(theCase.ownerKey))?.text ?? null)
        : null;
    const shown = new Set(fields.map((field) => field.path));
    const form = catalogue.taskForm(task.form);
    const lights = await list.lightsOf([task]);
    const submissions = (await Promise.all(about.map((entry) => cases.submissionsOf(entry.id)))).flat();
    const members = new Map(
      (await Promise.all(task.groups.map((group) => people.membersOf(group))))
        .flat()
        .map((member) => [member.personId, member.post]),
    );
    const history = await events.find({
      filter:
        item === null
          ? { eq: ["caseId", theCase.id] }
          : {
              and: [
                { eq: ["caseId", theCase.id] },
                { or: [{ eq: ["caseItemId", item.id] }, { eq: ["caseItemId", null] }] },
              ],
            },
      sort: ["-at"],
      limit: HISTORY,
    });
    return {
      ...list.rowOf(task, actor, lights.get(task.id) ?? null),
      version: task.revision,
      status: task.state,
      blocked: await guard.blockedFor(actor, task),
      form: form === null ? null : wireForm(form, task.form, fieldLabel(form, form.title)),
      draft: task.draft === null ? null : { data: task.draft.data, savedAt: isoInstant(task.draft.savedAt) },
      outcomes: outcomesOf[task.kind],
      fields,
      allFieldCount: all,
      provenance: Object.fromEntries(Object.entries(theCase.provenance).filter(([path]) => shown.has(path))),
      materials: slots,
      rules,
      coReview: (isRating(task.kind) ? [] : items)
        .filter((entry) => entry.acceptance !== "none" && entry.id !== item?.id)
        .map((entry) => ({
          department: cases.catalogue.department(entry.department),
          state:
            entry.result !== null || finalStates.has(entry.status)
              ? "done"
              : entry.acceptedAt === null
                ? "waiting"
                : "open",
          text: {
            zh: `${entry.name.zh}：${statusTexts[entry.status].zh}`,
            en: `${entry.name.en}: ${statusTexts[entry.status].en}`,
          },
        })),
      history: history.rows.map((event) => ({ at: isoInstant(event.at), text: event.text, by: event.by })),
      opinions: submissions
        .filter(
          (one) =>
            one.state === "applied" &&
            ["verdict", "review", "approve", "decide", "confirm", "supply", "check"].includes(one.kind),
        )
        .map((one) => ({
          by: one.by.name,
          post:
            members.get(one.by.personId) ?? cases.catalogue.department(one.by.department ?? "window").name,
          at: isoInstant(one.at),
          outcome:
            outcomesOf[task.kind].find((entry) => entry.id === one.outcome)?.label ??
            labelOfOutcome(one.kind, one.outcome),
          text: opinionOf(one.data),
        })),
      correction: await correction.correction(task, theCase, items),
      clarification:
        item === null || item.acceptedAt === null || isRating(task.kind)
          ? null
          : {
              canAsk: task.state === "open" && mayClarify(item) && people.can(actor, "clarify", "task", task),
              questions: (item.clarifications ?? []).map(({ id: one, question, by, at, answer }) => ({
                id: one,
                question,
                by: by.name,
                at: isoInstant(at),
                answer: answer === null ? null : { text: answer.text, at: isoInstant(answer.at) },
              })),
            },
      supplied: await correction.supplied(task, theCase, items, hiddenFrom(actor, theCase)),
      tolerance: task.kind === "verdict" && item !== null ? toleranceChoice(item, slots, clocks, bar) : null,
      acceptance: await acceptance(task, theCase, items, slots, bar),
      decision: await decision(task, theCase, item, slots, rules),
      extension: await extension(actor, task, item),
      undertaking:
        task.kind === "check" && item !== null
          ? (cases.packageItem(theCase, item.itemId)?.undertaking?.text ?? null)
          : null,
      visit: visitOf({
        actor,
        task,
        item,
        items,
        people,
        department: (id) => cases.catalogue.department(id),
      }),
      ratingId: isRating(task.kind) ? (task.actId ?? null) : null,
      supply: task.kind === "supply" ? suppliedWith(task, item) : null,
      procedure:
        task.kind !== "review" || item === null
          ? null
          : {
              canPause:
                item.status === "IN_REVIEW" &&
                people.can(actor, "pause", "task", task) &&
                !isSuspended(item, await clocks.get(item.id, "handling")),
              kinds: [...clocks.procedureKinds()],
            },
    };
  };
}

/** The materials of the supply that the task is about. */
function suppliedWith(task: StoredTask, item: StoredItem | null): TaskDetail["supply"] {
  const ids = item?.tolerance?.supplies.find((supply) => supply.id === task.actId)?.materials ?? [];
  const found = item?.tolerance?.materials.filter((material) => ids.includes(material.id)) ?? [];
  return { materials: found.map((material) => material.name), what: found.map((material) => material.what) };
}

function readBy(
  field: ReturnType<typeof fieldsOf>[number],
  fields: ReturnType<typeof fieldsOf>,
  items: readonly string[],
): boolean {
  const usedBy = field.component.properties?.usedBy;
  if (usedBy !== undefined) return usedBy.some((item) => items.includes(item));
  const outer = fields.findLast((other) => other !== field && field.path.startsWith(`${other.path}.`));
  return outer !== undefined && readBy(outer, fields, items);
}

function opinionOf(data: Record<string, unknown>): string {
  for (const name of ["opinion", "reasons", "note", "content", "result"]) {
    const value = data[name];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return "";
}

function labelOfOutcome(kind: string, outcome: string): Text {
  const known = Object.entries(outcomesOf)
    .find(([name]) => name === kind)?.[1]
    .find((entry) => entry.id === outcome);
  return known?.label ?? kindTexts.form;
}
