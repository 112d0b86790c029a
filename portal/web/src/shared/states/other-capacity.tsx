import type { Why } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useLocation } from "react-router";
import { api } from "../api/api.ts";
import { barePath } from "../i18n/language.ts";
import { useServerText, useText } from "../i18n/use-text.ts";
import { useActAs, useSession } from "../session/session.ts";
import { uiTexts } from "../ui/texts.ts";
import { askOf } from "./why-link.ts";

/** On a refused page: the other capacities of mine that may open it, asked of the rules that refused. */
export function OtherCapacity() {
  const t = useText(uiTexts);
  const s = useServerText();
  const session = useSession();
  const path = barePath(useLocation().pathname);
  const ask = askOf(path);
  const actAs = useActAs({ inPlace: true });
  const several = (session?.capacities.length ?? 0) > 1;
  const answer = useQuery({
    queryKey: ["why", "mine", session?.actingAs.id, ask?.what, ask?.action],
    enabled: several && ask !== null,
    queryFn: ({ signal }) => api.get<Why>("/why", { query: { ...ask }, signal }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const posts = /^\/[wa](\/|$)/.test(path);
  const open = (answer.data?.capacities ?? []).filter(
    ({ id, allowed }) => allowed && id !== session?.actingAs.id && id.startsWith("post:") === posts,
  );
  return open.map(({ id, label }) => (
    <Button key={id} type="primary" loading={actAs.isPending} onClick={() => actAs.mutate(id)}>
      {t("switchAndOpen", { who: s(label) })}
    </Button>
  ));
}
