import type { AuditPage } from "@onewindow/server/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { api } from "../../shared/api/api.ts";
import { AuditTable } from "../../shared/audit/audit-table.tsx";
import { auditTexts } from "../../shared/audit/texts.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";

/** What was done to the case and read of it, each row with the check of its hash. */
export function AuditPanel({ no }: { no: string }) {
  const t = useText(auditTexts);
  const list = useInfiniteQuery({
    queryKey: ["caseAudit", no],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      api.get<AuditPage>(`/case-files/${no}/audit`, { query: { after: pageParam }, signal }),
    getNextPageParam: (last) => last.next,
    refetchOnWindowFocus: false,
  });
  return (
    <Async query={list}>
      {({ pages }) => (
        <>
          <AuditTable rows={pages.flatMap((page) => page.rows)} />
          {list.hasNextPage ? (
            <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
              {t("more")}
            </Button>
          ) : null}
        </>
      )}
    </Async>
  );
}
