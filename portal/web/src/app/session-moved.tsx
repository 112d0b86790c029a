import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect } from "react";
import { SESSION_KEY, forget, useActAs, useSession } from "../shared/session/session.ts";
import { onTold, useMoved } from "../shared/session/tab-session.ts";
import { useGo, useServerText, useText } from "../shared/i18n/use-text.ts";
import { Dialog } from "../shared/ui/dialog.tsx";
import { appTexts } from "./texts.ts";

const stay = (): void => undefined;

/**
 * Another tab has switched the capacity, or it has ended: says so, and asks how to go on. The page below is kept with
 * what was typed; nothing of it is sent meanwhile.
 */
export function SessionMoved() {
  const t = useText(appTexts);
  const s = useServerText();
  const go = useGo();
  const client = useQueryClient();
  const session = useSession();
  const moved = useMoved();
  const back = useActAs();
  useEffect(() => onTold(() => void client.invalidateQueries({ queryKey: SESSION_KEY })), [client]);
  if (moved === null || session === null || session === undefined) return null;
  const now = s(moved.actingAs.label);
  const was = s(session.actingAs.label);
  const same = moved.person.id === session.person.id;
  const held = same && moved.capacities.some(({ id }) => id === session.actingAs.id);
  return (
    <Dialog title={t(held ? "movedTitle" : same ? "movedEnded" : "movedPerson")} onClose={stay}>
      <p>{t(held ? "movedBody" : same ? "movedEndedBody" : "movedPersonBody", { now, was })}</p>
      {back.error === null ? null : <p role="alert">{back.error.message}</p>}
      <div className="actions">
        <Button
          type="primary"
          onClick={() => {
            forget(client, moved);
            go(moved.actingAs.landing);
          }}
        >
          {t("movedGoOn", { now })}
        </Button>
        {held ? (
          <Button loading={back.isPending} onClick={() => back.mutate(session.actingAs.id)}>
            {t("movedBack", { was })}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}
