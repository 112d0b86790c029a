/** Marks on the documents of the case at hand, for all that looks at them: the viewer, the points of a correction. */
import type { MarkRequest, PageMark, PageMarks } from "@onewindow/server/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import { api } from "../../shared/api/api.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { markTexts } from "../../shared/viewer/marks/texts.ts";

export interface CaseMarks {
  rows: readonly PageMark[];
  add: (mark: MarkRequest) => Promise<void>;
  remove: (mark: PageMark) => void;
}

const Marks = createContext<CaseMarks | null>(null);

/** Null where nobody provides them, or they cannot be read. */
export const useCaseMarks = (): CaseMarks | null => useContext(Marks);

export function CaseMarksProvider({
  caseNo,
  enabled,
  children,
}: {
  caseNo: string;
  /** There is a document to mark. */
  enabled: boolean;
  children: ReactNode;
}) {
  const t = useText(markTexts);
  const client = useQueryClient();
  const path = `/cases/${caseNo}/marks`;
  const { data } = useQuery({
    queryKey: ["marks", caseNo],
    queryFn: ({ signal }) => api.get<PageMarks>(path, { signal }),
    enabled,
  });
  const marks = useMemo((): CaseMarks | null => {
    if (data === undefined) return null;
    const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["marks", caseNo] });
    return {
      rows: data.rows,
      async add(mark) {
        await api.post(path, mark);
        await refresh();
      },
      remove: (mark) => {
        api
          .delete(`${path}/${mark.id}`)
          .then(
            () => announce(t("removed")),
            (error: unknown) => announce(error instanceof Error ? error.message : String(error)),
          )
          .finally(() => void refresh());
      },
    };
  }, [data, client, caseNo, path, t]);
  return <Marks value={marks}>{children}</Marks>;
}
