import type { DeliveryAct } from "@onewindow/server/api";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { today } from "../../shared/format/today.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Fault, ReasonDialog } from "../reason-dialog.tsx";
import { RelationSelect } from "./receiver-form.tsx";
import type { Relation } from "./receiver-form.tsx";
import { deskTexts } from "./texts.ts";
import { ifMatch, useDeliveryAct } from "./use-delivery-act.ts";

function Arrived({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const id = useId();
  const [on, setOn] = useState<string>(today());
  const [name, setName] = useState(act.known[0]?.name ?? "");
  const [relation, setRelation] = useState<Relation>("self");
  const [tried, setTried] = useState(false);
  const send = useDeliveryAct(act.id, t("signed", { n: act.items.length }), () =>
    api.post<DeliveryAct>(`/deliveries/${act.id}/arrived`, { on, name, relation }, ifMatch(act)),
  );
  const lacks = name.trim() === "";
  return (
    <form
      className="wb-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!lacks) send.mutate(undefined);
      }}
    >
      <h3>{t("arrived")}</h3>
      <label htmlFor={`${id}on`}>{t("arrivedOn")}</label>
      <DayInput id={`${id}on`} label={t("arrivedOn")} value={on} onDay={(day) => setOn(day ?? "")} />
      <label htmlFor={`${id}name`}>{t("name")}</label>
      <Fault id={`${id}nameerror`} text={tried && lacks ? t("need") : null} />
      <input
        id={`${id}name`}
        autoComplete="off"
        maxLength={50}
        value={name}
        aria-invalid={tried && lacks}
        aria-describedby={tried && lacks ? `${id}nameerror` : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <RelationSelect id={`${id}relation`} value={relation} onChange={setRelation} />
      {send.error === null ? null : (
        <p className="wb-error" role="alert">
          {send.error.message}
        </p>
      )}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t("arrived")}
        </Button>
      </div>
    </form>
  );
}

function ReturnedDialog({ act, onClose }: { act: DeliveryAct; onClose: () => void }) {
  const t = useText(deskTexts);
  const id = useId();
  const [on, setOn] = useState<string>(today());
  const [next, setNext] = useState<"again" | "window">("again");
  const send = useDeliveryAct(act.id, t("noted"), (reason: string) =>
    api.post<DeliveryAct>(`/deliveries/${act.id}/returned`, { on, reason, next }, ifMatch(act)),
  );
  return (
    <ReasonDialog
      title={t("returned")}
      note={t("returnedNote")}
      label={t("returnedWhy")}
      need={t("need")}
      most={300}
      busy={send.isPending}
      error={send.error}
      onClose={onClose}
      onSend={(reason) => send.mutate(reason, { onSuccess: onClose })}
      fields={() => (
        <>
          <label htmlFor={`${id}on`}>{t("returnedOn")}</label>
          <DayInput id={`${id}on`} label={t("returnedOn")} value={on} onDay={(day) => setOn(day ?? "")} />
          <fieldset className="desk-choices">
            <legend>{t("next")}</legend>
            {(["again", "window"] as const).map((one) => (
              <label key={one}>
                <input type="radio" name={`${id}next`} checked={next === one} onChange={() => setNext(one)} />
                {t(`next_${one}`)}
              </label>
            ))}
          </fieldset>
        </>
      )}
    />
  );
}

/** A parcel on its way: signed for on another day, or back with a reason. */
export function PostPane({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const format = useFormat();
  const [back, setBack] = useState(false);
  const post = act.post;
  if (post === null) return null;
  return (
    <section className="desk-card">
      <h2>{t("post")}</h2>
      <p>{t("postLine", { day: format.day(post.on), carrier: post.carrier, number: post.number })}</p>
      <p className="muted">{t("postNote", { address: post.address })}</p>
      {act.state === "open" ? (
        <>
          <Arrived act={act} />
          <div className="actions">
            <Button onClick={() => setBack(true)}>{t("returned")}</Button>
          </div>
        </>
      ) : null}
      {back ? <ReturnedDialog act={act} onClose={() => setBack(false)} /> : null}
    </section>
  );
}
