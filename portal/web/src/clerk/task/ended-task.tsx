import { Button } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../shared/i18n/use-text.ts";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { taskTexts } from "../texts.ts";
import { useTakeNext } from "../use-take-next.ts";

/** After a task is done (or ended elsewhere): what happened, and the next one. */
export function EndedTask({ text, more = null }: { text: string; more?: ReactNode }) {
  const t = useText(taskTexts);
  const takeNext = useTakeNext();
  return (
    <div className="wb-pad">
      <div className="card state" role="status">
        <h2>{text}</h2>
        {more}
        {takeNext.message === "" ? null : <p>{takeNext.message}</p>}
        <div className="actions">
          <Button type="primary" onClick={takeNext.mutate} loading={takeNext.isPending}>
            {t("next")}
          </Button>
          <ButtonLink to="/w/inbox">{t("toInbox")}</ButtonLink>
        </div>
      </div>
    </div>
  );
}
