import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import type { Home, PackageDetail } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { OrderDrawing } from "./order-drawing.tsx";
import { FactCards, Folds, MaterialTable } from "./package-parts.tsx";
import "./package.css";
import { packageTexts } from "./texts.ts";

const audiences = {
  "individual-business": "audience_individual_business",
  enterprise: "audience_enterprise",
  person: "audience_person",
} as const;

function StartCard({ detail }: { detail: PackageDetail }) {
  const t = useText(packageTexts);
  const s = useServerText();
  const start = `/packages/${detail.id}/start`;
  const known = detail.audience.filter((who): who is keyof typeof audiences => who in audiences);
  return (
    <section className="card aside-card">
      {detail.status === "paused" ? (
        <Chip tone="orange">{t("paused")}</Chip>
      ) : detail.draftId !== null ? (
        <>
          <ButtonLink type="primary" size="large" block to={`/apply/${detail.draftId}`}>
            {t("goOn")}
          </ButtonLink>
          <p className="caption">
            {t("draftHint")} <AppLink to={start}>{t("startNew")}</AppLink>
          </p>
        </>
      ) : (
        <>
          <ButtonLink type="primary" size="large" block to={start}>
            {t("start")}
          </ButtonLink>
          <p className="caption muted">{t("startHint")}</p>
        </>
      )}
      <h2 className="aside-sub">{t("forWhom")}</h2>
      <ul>
        {known.map((who) => (
          <li key={who}>
            <CheckCircleFilled aria-hidden /> {t(audiences[who])}
          </li>
        ))}
      </ul>
      {s(detail.outside) !== "" ? (
        <>
          <h2 className="aside-sub">{t("notForYou")}</h2>
          <p className="caption">{s(detail.outside)}</p>
        </>
      ) : null}
    </section>
  );
}

function InPerson() {
  const t = useText(packageTexts);
  const s = useServerText();
  const home = useQuery({ queryKey: ["home"], queryFn: () => api.get<Home>("/home") });
  const hall = home.data?.halls[0];
  if (hall === undefined) return null;
  return (
    <section className="card aside-card">
      <h2>{t("inPerson")}</h2>
      <p className="caption">
        {s(hall.name)}
        <br />
        {s(hall.address)}
        <br />
        {s(hall.hours)}
        <br />
        <a href={`tel:${hall.phone}`}>{hall.phone}</a>
      </p>
    </section>
  );
}

/** C3: decide and start. */
export function PackagePage() {
  const t = useText(packageTexts);
  const s = useServerText();
  const { code = "" } = useParams();
  const query = useQuery({
    queryKey: ["package", code],
    queryFn: () => api.get<PackageDetail>(`/packages/${code}`),
  });
  return (
    <Async query={query}>
      {(detail) => (
        <>
          <Crumbs trail={[{ name: t("services"), to: "/services" }, { name: s(detail.name) }]} />
          <div className="two-columns">
            <div>
              <p className="package-kind">
                <Chip tone="blue">{t("kind")}</Chip>
              </p>
              <PageTitle title={s(detail.name)} />
              <p className="package-lead">{s(detail.summary)}</p>
              <div className="start-narrow">
                <StartCard detail={detail} />
              </div>
              <FactCards detail={detail} />
              <h2 className="section-title">{t("whatYouGet")}</h2>
              <OrderDrawing detail={detail} />
              <h2 className="section-title">{t("whatYouNeed")}</h2>
              <p className="caption muted" style={{ marginBottom: "0.75rem" }}>
                {t("needHint")}
              </p>
              <MaterialTable detail={detail} />
              <h2 className="section-title">{t("steps")}</h2>
              <ol className="step-list">
                {detail.steps.map((step, index) => (
                  <li key={step.name.zh}>
                    <span className="step-number" aria-hidden>
                      {index + 1}
                    </span>
                    <div>
                      <strong>{s(step.name)}</strong>
                      <p className="caption muted">{s(step.time)}</p>
                    </div>
                  </li>
                ))}
              </ol>
              <h2 className="section-title">{t("law")}</h2>
              <Folds detail={detail} />
            </div>
            <aside className="stack">
              <div className="start-wide">
                <StartCard detail={detail} />
              </div>
              <InPerson />
            </aside>
          </div>
        </>
      )}
    </Async>
  );
}
