/** Extension: asked by a clerk, approved by the head, moved in the clock, told to the applicant. */
import type { ClocksArea } from "../clocks/index.ts";
import { localDate } from "../clocks/index.ts";
import { StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { CaseCore } from "./case-core.ts";
import { answeredExtension, extensionBar } from "./extension.ts";
import { extensionTexts } from "./extension-texts.ts";
import { submissions } from "./model.ts";
import type { StoredItem, StoredSubmission } from "./model.ts";
import type { CatalogueNeeds, NotificationNeeds } from "./needs.ts";

export type ExtensionService = ReturnType<typeof createExtensionService>;

export function createExtensionService(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  notifications: NotificationNeeds;
}) {
  const { platform, core, clocks, catalogue, notifications } = parts;
  const submissionRows = platform.store.collection(submissions);

  const daysOf = async (item: StoredItem): Promise<number> => {
    const theCase = await core.caseRows.get(item.caseId);
    if (theCase === null) return 0;
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    return content?.items.find((one) => one.id === item.itemId)?.limits.legal?.extension ?? 0;
  };
  const stand = async (item: StoredItem): Promise<{ days: number; bar: Text | null }> => {
    const days = await daysOf(item);
    const clock = await clocks.get(item.id, "handling");
    return { days, bar: extensionBar(item, clock, days, clocks.today()) };
  };
  /** Whether the limit can still be moved: the request stands, the item is undecided, the last day is not over. */
  const inTime = async (item: StoredItem, at: number): Promise<boolean> => {
    const clock = await clocks.get(item.id, "handling");
    if (clock === null || clock.state === "stopped" || item.decision !== null) return false;
    return clock.state === "paused" || localDate(at) <= clock.due;
  };
  const apply = async (item: StoredItem, submission: StoredSubmission): Promise<void> => {
    const id = submission.actId ?? "";
    await core.mutate(item.caseId, { actor: null, by: "worker:cases.applyExtension" }, async (state) => {
      const now = state.items.find((one) => one.id === item.id);
      const asked = now?.extensions?.find((one) => one.id === id);
      if (now === undefined || asked === undefined || asked.state !== "asked") return null;
      const approved = submission.outcome === "approve" && (await inTime(now, submission.at));
      const clock = await clocks.get(item.id, "handling");
      const until =
        approved && clock !== null ? clocks.calendar().addWorkingDays(clock.legalDue, asked.days) : null;
      const next = answeredExtension(now, id, {
        state: approved ? "approved" : "refused",
        until,
        at: state.now,
        by: { personId: submission.by.personId, name: submission.by.name },
        note: typeof submission.data["opinion"] === "string" ? submission.data["opinion"] : "",
      });
      if (next === null) return null;
      return {
        items: [next],
        clocks: approved
          ? [{ do: "extend", kind: "handling", caseItemId: item.id, days: asked.days, at: state.now }]
          : [],
        events: [
          {
            caseId: item.caseId,
            caseItemId: item.id,
            kind: approved ? "extended" : "extension-refused",
            text: approved
              ? extensionTexts.approvedEvent(item.name, asked.days, until ?? "")
              : extensionTexts.refusedEvent(item.name),
            by: catalogue.department(item.department).name,
            public: approved,
          },
        ],
        audit: [
          {
            action: approved ? "cases.extend" : "cases.refuseExtension",
            thing: { kind: "case-item", id: item.id },
            data: { extension: id, days: asked.days, by: submission.by.personId },
          },
        ],
      };
    });
  };

  return {
    /** Days the item may be extended by, and why it may not be now. */
    stand,

    /** Throws StateError with the rule that bars it. */
    async ask(actor: Actor, item: StoredItem, reason: string): Promise<void> {
      const id = platform.ids.next();
      await core.mutate(item.caseId, { actor }, async (state) => {
        const now = state.items.find((one) => one.id === item.id);
        if (now === undefined) return null;
        const { days, bar } = await stand(now);
        if (bar !== null) throw new StateError(bar, {}, "not-extendable");
        const clock = await clocks.get(now.id, "handling");
        const asked = {
          id,
          at: state.now,
          by: { personId: actor.personId, name: actor.name },
          reason,
          days,
          from: clock?.legalDue ?? clocks.today(),
          until: null,
          state: "asked" as const,
          answer: null,
        };
        return {
          items: [{ ...now, extensions: [...(now.extensions ?? []), asked] }],
          events: [
            {
              caseId: now.caseId,
              caseItemId: now.id,
              kind: "extension-asked",
              text: extensionTexts.askedEvent(now.name, days),
              by: catalogue.department(now.department).name,
              public: false,
            },
          ],
          messages: [
            {
              name: "extensionAsked",
              correlationKey: now.id,
              messageId: `extensionAsked:${id}`,
              variables: { actId: id },
            },
          ],
          audit: [
            {
              action: "cases.askExtension",
              thing: { kind: "case-item", id: now.id },
              data: { extension: id, days },
            },
          ],
        };
      });
    },

    /** Why the head's approval would have no effect now; null when it would. */
    async approvalBar(item: StoredItem, at: number): Promise<Text | null> {
      if (await inTime(item, at)) return null;
      const clock = await clocks.get(item.id, "handling");
      return clock === null || clock.state === "stopped" || item.decision !== null
        ? extensionTexts.notHandling
        : extensionTexts.tooLate(clock.due);
    },

    /** The head's answers take effect; answers whether the last one asked for was approved. May come twice. */
    async applyAll(caseItemId: string): Promise<boolean> {
      const item = await core.itemRows.get(caseItemId);
      if (item === null) return false;
      const found = await submissionRows.find({
        filter: { eq: ["caseItemId", caseItemId] },
        sort: ["at"],
        limit: 200,
      });
      const answers = found.rows.filter((one) => one.kind === "extend" && one.state !== "void");
      for (const submission of answers) await apply(item, submission);
      const now = await core.itemRows.get(caseItemId);
      const asked = now?.extensions?.at(-1);
      if (now === null || asked === undefined || asked.answer === null) return false;
      await notifications.send({
        to: { group: `${now.department}:reviewer` },
        kind: "news",
        title: now.name,
        body:
          asked.state === "approved"
            ? extensionTexts.approvedEvent(now.name, asked.days, asked.until ?? "")
            : extensionTexts.refusedEvent(now.name),
        href: "/w/inbox",
        caseNo: now.caseId,
        key: `extension:${asked.id}`,
      });
      return asked.state === "approved";
    },
  };
}
