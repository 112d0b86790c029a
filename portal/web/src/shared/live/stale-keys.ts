import type { LiveEvent } from "@onewindow/server/api";

/** Query keys that an event makes stale. */
export function staleKeys(event: LiveEvent): readonly (readonly string[])[] {
  switch (event.kind) {
    case "case":
      return [
        ["case", event.no],
        ["receipt", event.no],
        ["withdrawal", event.no],
        ["supply", event.no],
        ["correction", event.no],
        ["clarifications", event.no],
        ["visits", event.no],
        ["marks", event.no],
        ["delivery", event.no],
        ["rating", `/cases/${event.no}/rating`],
        ["ratingsOpen"],
        ["staffRating"],
        ["ratingReport"],
        // a visit's hint is its case's
        ["visit"],
        ["desk"],
        ["delivery-act"],
        ["caseFile", event.no],
        ["cases"],
        ["home"],
        ["licences"],
      ];
    case "draft": {
      const id = event.key.split(":")[1] ?? "";
      return [
        ["signatures", id],
        ["draft", id],
      ];
    }
    case "presence":
      return [["presence", event.place]];
    case "tasks":
      return [["tasks"]];
    case "task":
      return [["task", event.id], ["tasks"]];
    case "message":
      return [["messages"], ["session"]];
    case "clock":
      return [];
  }
}
