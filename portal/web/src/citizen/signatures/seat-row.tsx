import type { Seat } from "@onewindow/server/api";
import { useFormat } from "../../shared/format/use-format.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import type { ChipTone } from "../../shared/ui/chip.tsx";
import { signatureTexts } from "./texts.ts";

const tones: Record<Seat["status"], ChipTone> = {
  asked: "blue",
  expired: "orange",
  signed: "green",
  declined: "red",
  disputed: "orange",
  void: "red",
};

export interface SeatActs {
  remind: (seat: Seat) => void;
  replace: (seat: Seat) => void;
  remove: (seat: Seat) => void;
  sign: (seat: Seat) => void;
}

/** One person: name, way, state, until when; what can be done about it. */
export function SeatRow({ seat, acts, busy }: { seat: Seat; acts: SeatActs; busy: boolean }) {
  const t = useText(signatureTexts);
  const format = useFormat();
  const { status } = seat;
  const word = status === "asked" && seat.openedAt !== null ? t("opened") : t(status);
  const act = (name: "remind" | "resend" | "replace" | "remove" | "signHere", run: (seat: Seat) => void) => (
    <button type="button" className="link-button" disabled={busy} onClick={() => run(seat)}>
      {t(name)} <span className="visually-hidden">{seat.name}</span>
    </button>
  );
  return (
    <li className="seat" data-status={status}>
      <div>
        <p className="chips">
          <strong>{seat.name}</strong>
          <Chip tone={tones[status]}>{word}</Chip>
          {seat.mine !== null && status !== "signed" ? <Chip tone="line">{t("mine")}</Chip> : null}
        </p>
        <p className="caption muted">
          {seat.way === "link" ? t("way_link", { phone: seat.phone }) : t("way_here")}
          {seat.until !== null && (status === "asked" || status === "void" || status === "disputed")
            ? ` · ${t("until")} ${format.date(seat.until)}`
            : ""}
          {seat.remindedAt !== null && status !== "signed"
            ? ` · ${t("reminded", { at: format.dayTime(seat.remindedAt) })}`
            : ""}
        </p>
        {status === "signed" && seat.signedAt !== null ? (
          <p className="caption muted">
            {t("signedAt", { at: format.dayTime(seat.signedAt), n: seat.contentVersion })} ·{" "}
            <span className="tnum">{t("hash", { hash: seat.hash ?? "" })}</span>
          </p>
        ) : (
          <p className="caption muted">{t("version", { n: seat.contentVersion })}</p>
        )}
        {status === "void" ? <p className="caption">{t("voidWhy")}</p> : null}
        {seat.reason !== null ? <p>{t("reason", { reason: seat.reason })}</p> : null}
      </div>
      <div className="acts">
        {seat.mine !== null && status !== "signed" ? act("signHere", acts.sign) : null}
        {seat.way === "link" && status !== "signed" && status !== "declined"
          ? act(status === "expired" ? "resend" : "remind", acts.remind)
          : null}
        {act("replace", acts.replace)}
        {act("remove", acts.remove)}
      </div>
    </li>
  );
}
