import type { DeliveryAct } from "@onewindow/server/api";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Fault } from "../reason-dialog.tsx";
import { deskTexts } from "./texts.ts";
import { ifMatch, useDeliveryAct } from "./use-delivery-act.ts";

export const relations = ["self", "family", "agent", "colleague"] as const;
export type Relation = (typeof relations)[number];

export function RelationSelect({
  id,
  value,
  onChange,
}: {
  id: string;
  value: Relation;
  onChange: (relation: Relation) => void;
}) {
  const t = useText(deskTexts);
  return (
    <>
      <label htmlFor={id}>{t("relation")}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(relations.find((one) => one === event.target.value) ?? "self")}
      >
        {relations.map((one) => (
          <option key={one} value={one}>
            {t(`relation_${one}`)}
          </option>
        ))}
      </select>
    </>
  );
}

/** Who stands at the window: checked by the identity card itself, an agent by the authorisation too. */
export function ReceiverForm({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const id = useId();
  const known = act.receiver;
  const [name, setName] = useState(known?.name ?? act.known[0]?.name ?? "");
  const [relation, setRelation] = useState<Relation>(known?.relation ?? "self");
  const [idLast4, setLast4] = useState(known?.idLast4 ?? "");
  const [mandate, setMandate] = useState(known?.mandate ?? "");
  const [place, setPlace] = useState(known?.place ?? "");
  const [note, setNote] = useState(known?.note ?? "");
  const [tried, setTried] = useState(false);
  const save = useDeliveryAct(act.id, t("receiverSaved"), () =>
    api.put<DeliveryAct>(
      `/deliveries/${act.id}/receiver`,
      { name, relation, idLast4, mandate, place, note },
      ifMatch(act),
    ),
  );
  const lacks = {
    name: name.trim() === "",
    last4: idLast4.trim() === "",
    mandate: relation === "agent" && mandate.trim() === "",
  };
  const field = (
    key: "name" | "last4" | "mandate",
    value: string,
    most: number,
    change: (value: string) => void,
  ) => (
    <>
      <label htmlFor={id + key}>{t(key)}</label>
      <Fault id={`${id}${key}error`} text={tried && lacks[key] ? t("need") : null} />
      <input
        id={id + key}
        autoComplete="off"
        maxLength={most}
        value={value}
        aria-invalid={tried && lacks[key]}
        aria-describedby={tried && lacks[key] ? `${id}${key}error` : undefined}
        onChange={(event) => change(event.target.value)}
      />
    </>
  );
  return (
    <section className="desk-card">
      <h2>{t("receiver")}</h2>
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!Object.values(lacks).some(Boolean)) save.mutate(undefined);
        }}
      >
        <RelationSelect id={`${id}relation`} value={relation} onChange={setRelation} />
        {field("name", name, 50, setName)}
        {field("last4", idLast4, 4, setLast4)}
        {relation === "agent" ? field("mandate", mandate, 100, setMandate) : null}
        <label htmlFor={`${id}place`}>{t("place")}</label>
        <input
          id={`${id}place`}
          maxLength={100}
          value={place}
          onChange={(event) => setPlace(event.target.value)}
        />
        <label htmlFor={`${id}note`}>{t("note")}</label>
        <textarea
          id={`${id}note`}
          rows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {save.error === null ? null : (
          <p className="wb-error" role="alert">
            {save.error.message}
          </p>
        )}
        <div className="actions">
          <Button
            type={act.receiver === null ? "primary" : "default"}
            htmlType="submit"
            loading={save.isPending}
          >
            {t("saveReceiver")}
          </Button>
        </div>
      </form>
    </section>
  );
}
