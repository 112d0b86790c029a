import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../../shared/api/api.ts";

/** Says that electronic results are before the applicant's eyes: only while the page is really shown. */
export function useReadResults(no: string, unread: readonly string[]): void {
  const client = useQueryClient();
  const ids = unread.join(" ");
  useEffect(() => {
    if (ids === "") return undefined;
    let told = false;
    const tell = (): void => {
      if (told || document.visibilityState !== "visible") return;
      told = true;
      void api
        .post(`/cases/${no}/delivery/read`, { caseItemIds: ids.split(" ") })
        .then(() => client.invalidateQueries({ queryKey: ["case", no] }))
        .catch(() => {
          // told again when the page is looked at the next time
          told = false;
        });
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [client, ids, no]);
}
