import { Button } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { SESSION_KEY, readSession, useSession } from "../shared/session/session.ts";
import { useText } from "../shared/i18n/use-text.ts";
import { appTexts } from "./texts.ts";

const WARN_MS = 2 * 60_000;

/** Two minutes before the session ends: a bar with one button that goes on. Sessions run on the device's clock. */
export function SessionWatch() {
  const t = useText(appTexts);
  const client = useQueryClient();
  const session = useSession();
  const [left, setLeft] = useState(Infinity);
  const expires = session?.expiresAt;
  useEffect(() => {
    if (expires === undefined) return undefined;
    const read = (): void => setLeft(Date.parse(expires) - Date.now());
    read();
    const timer = setInterval(read, 10_000);
    return () => clearInterval(timer);
  }, [expires]);
  if (session === null || session === undefined || left > WARN_MS || left < 0) return null;
  const stay = async (): Promise<void> => {
    client.setQueryData(SESSION_KEY, await readSession());
  };
  return (
    <div className="session-bar" role="alert">
      {t("sessionEnds", { n: Math.max(1, Math.ceil(left / 60_000)) })}
      <Button size="small" onClick={() => void stay()}>
        {t("sessionStay")}
      </Button>
    </div>
  );
}
