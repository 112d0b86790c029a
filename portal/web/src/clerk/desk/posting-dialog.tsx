import type { DeliveryAct, DeskGroup } from "@onewindow/server/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { today } from "../../shared/format/today.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Fault } from "../reason-dialog.tsx";
import { deskTexts } from "./texts.ts";

/** A parcel went to the post: by whom, under which number, on which day. */
export function PostingDialog({
  group,
  caseItemIds,
  onClose,
}: {
  group: DeskGroup;
  caseItemIds: string[];
  onClose: () => void;
}) {
  const t = useText(deskTexts);
  const id = useId();
  const client = useQueryClient();
  const [carrier, setCarrier] = useState("EMS");
  const [number, setNumber] = useState("");
  const [on, setOn] = useState<string>(today());
  const [tried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () => api.post<DeliveryAct>("/deliveries/postings", { caseItemIds, carrier, number, on }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["desk"] });
      announce(t("posted"));
      onClose();
    },
  });
  const lacks = { carrier: carrier.trim() === "", number: number.trim() === "", on: on === "" };
  const fault = (name: keyof typeof lacks): { "aria-invalid": boolean; "aria-describedby"?: string } =>
    tried && lacks[name]
      ? { "aria-invalid": true, "aria-describedby": `${id}${name}error` }
      : { "aria-invalid": false };
  return (
    <Dialog title={t("postTitle")} onClose={onClose}>
      <p className="muted">{t("postNote", { address: group.address })}</p>
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!Object.values(lacks).some(Boolean)) send.mutate();
        }}
      >
        <label htmlFor={`${id}carrier`}>{t("carrier")}</label>
        <Fault id={`${id}carriererror`} text={tried && lacks.carrier ? t("need") : null} />
        <input
          id={`${id}carrier`}
          maxLength={40}
          value={carrier}
          {...fault("carrier")}
          onChange={(event) => setCarrier(event.target.value)}
        />
        <label htmlFor={`${id}number`}>{t("number")}</label>
        <Fault id={`${id}numbererror`} text={tried && lacks.number ? t("need") : null} />
        <input
          id={`${id}number`}
          maxLength={40}
          autoComplete="off"
          value={number}
          {...fault("number")}
          onChange={(event) => setNumber(event.target.value)}
        />
        <label htmlFor={`${id}on`}>{t("postedOn")}</label>
        <Fault id={`${id}onerror`} text={tried && lacks.on ? t("need") : null} />
        <DayInput
          id={`${id}on`}
          label={t("postedOn")}
          value={on}
          {...fault("on")}
          onDay={(day) => setOn(day ?? "")}
        />
        {send.error === null ? null : (
          <p className="wb-error" role="alert">
            {send.error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t("save")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
