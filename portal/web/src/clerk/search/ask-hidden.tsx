import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { searchTexts } from "./texts.ts";

/** Says that there is something one may not see, and nothing of it; asks those in charge. */
export function AskHidden({ q, n }: { q: string; n: number }) {
  const t = useText(searchTexts);
  const [open, setOpen] = useState(false);
  const ask = useMutation({
    mutationFn: (reason: string) => api.post("/search/asks", { q, reason }),
    onSuccess: () => setOpen(false),
  });
  return (
    <section className="card se-hidden">
      <LockOutlined aria-hidden /> {t("hidden", { n })}{" "}
      <Button onClick={() => setOpen(true)} disabled={ask.isSuccess}>
        {t("ask")}
      </Button>
      <span role="status">{ask.isSuccess ? t("asked") : ""}</span>
      {open ? (
        <ReasonDialog
          title={t("askTitle")}
          label={t("askReason")}
          send={t("send")}
          most={200}
          busy={ask.isPending}
          error={ask.error}
          onClose={() => setOpen(false)}
          onSend={ask.mutate}
        />
      ) : null}
    </section>
  );
}
