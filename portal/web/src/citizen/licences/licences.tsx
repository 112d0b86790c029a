import type { LicenceCard } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import "./licences.css";
import { LicenceStatus } from "./status-chip.tsx";
import { licenceTexts } from "./texts.ts";

/** C15: licences of the capacity acted in. */
export function LicencesPage() {
  const t = useText(licenceTexts);
  const s = useServerText();
  const format = useFormat();
  const query = useQuery({ queryKey: ["licences"], queryFn: () => api.get<LicenceCard[]>("/licences") });
  return (
    <>
      <PageTitle title={t("title")} />
      <Async query={query}>
        {(cards) =>
          cards.length === 0 ? (
            <Empty title={t("empty")} action={<ButtonLink to="/services">{t("services")}</ButtonLink>}>
              <p>{t("emptyHint")}</p>
            </Empty>
          ) : (
            <ul className="licence-grid">
              {cards.map((card) => (
                <li key={card.id}>
                  <article className="card licence-card">
                    <h2>
                      <AppLink to={`/licences/${card.id}`}>{s(card.name)}</AppLink>
                      <LicenceStatus licence={card} />
                    </h2>
                    <p>{s(card.holder)}</p>
                    <p className="caption muted tnum">{card.number}</p>
                    <p className="caption muted">
                      {s(card.issuer)} ·{" "}
                      {card.validUntil === null
                        ? t("noEnd")
                        : t("validUntil", { date: format.date(card.validUntil) })}
                    </p>
                    {card.statusReason !== null ? <p className="caption">{s(card.statusReason)}</p> : null}
                    <p className="caption muted">
                      {t("used", { n: card.uses })} · {t("trust", { level: card.trust })}
                    </p>
                  </article>
                </li>
              ))}
            </ul>
          )
        }
      </Async>
    </>
  );
}
