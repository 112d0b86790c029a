import type { DeliveryAct, DeliveryRecord } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useRef, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Fault } from "../reason-dialog.tsx";
import { deskTexts } from "./texts.ts";
import { ifMatch, useDeliveryAct } from "./use-delivery-act.ts";

/** The record as the receiver reads it, printed when it is to be signed by hand. */
export function RecordPane({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const frame = useRef<HTMLIFrameElement>(null);
  const query = useQuery({
    queryKey: ["delivery-record", act.id, act.hash],
    queryFn: ({ signal }) => api.get<DeliveryRecord>(`/deliveries/${act.id}/record`, { signal }),
  });
  return (
    <section className="desk-card">
      <h2>{t("record")}</h2>
      <Async query={query}>
        {(record) => (
          <>
            <iframe
              ref={frame}
              className="desk-record"
              title={t("record")}
              sandbox="allow-same-origin allow-modals"
              srcDoc={record.html}
            />
            <div className="actions">
              <Button onClick={() => frame.current?.contentWindow?.print()}>{t("print")}</Button>
            </div>
          </>
        )}
      </Async>
    </section>
  );
}

/** Read through, then signed: from here on everything in it is served. */
export function SignPane({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const id = useId();
  const [how, setHow] = useState<"screen" | "paper">("screen");
  const [read, setRead] = useState(false);
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const sign = useDeliveryAct(act.id, t("signed", { n: act.items.length }), () =>
    api.post<DeliveryAct>(
      `/deliveries/${act.id}/sign`,
      { how, read, name, hash: act.hash ?? "" },
      ifMatch(act),
    ),
  );
  const unsigned = how === "screen" && name.trim() === "";
  return (
    <section className="desk-card">
      <h2>{t("sign")}</h2>
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (read && !unsigned) sign.mutate(undefined);
        }}
      >
        <fieldset className="desk-choices">
          <legend>{t("how")}</legend>
          {(["screen", "paper"] as const).map((one) => (
            <label key={one}>
              <input type="radio" name={`${id}how`} checked={how === one} onChange={() => setHow(one)} />
              {t(`how_${one}`)}
            </label>
          ))}
        </fieldset>
        <label className="desk-check">
          <input
            type="checkbox"
            checked={read}
            aria-invalid={tried && !read}
            aria-describedby={tried && !read ? `${id}readerror` : undefined}
            onChange={(event) => setRead(event.target.checked)}
          />
          {t("read")}
        </label>
        <Fault id={`${id}readerror`} text={tried && !read ? t("need") : null} />
        {how === "screen" ? (
          <>
            <label htmlFor={`${id}name`}>{t("signHere")}</label>
            <Fault id={`${id}nameerror`} text={tried && unsigned ? t("need") : null} />
            <input
              id={`${id}name`}
              className="desk-signature"
              autoComplete="off"
              maxLength={50}
              value={name}
              aria-invalid={tried && unsigned}
              aria-describedby={tried && unsigned ? `${id}nameerror` : undefined}
              onChange={(event) => setName(event.target.value)}
            />
          </>
        ) : null}
        {sign.error === null ? null : (
          <p className="wb-error" role="alert">
            {sign.error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" size="large" htmlType="submit" loading={sign.isPending}>
            {t("confirm")}
          </Button>
        </div>
      </form>
    </section>
  );
}
