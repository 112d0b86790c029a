import type { LicenceFace } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { CopyButton } from "../../shared/ui/copy-button.tsx";
import "./licences.css";
import { LicenceStatus } from "./status-chip.tsx";
import { licenceTexts } from "./texts.ts";

function Face({ face }: { face: LicenceFace }) {
  const t = useText(licenceTexts);
  const s = useServerText();
  const format = useFormat();
  const from = format.date(face.validFrom);
  const facts: [string, string][] = [
    [t("holder"), s(face.holder)],
    [t("number"), face.number],
    ...face.elements.map((element): [string, string] => [s(element.label), element.value]),
    [t("issuer"), s(face.issuer)],
    [t("issuedOn"), format.date(face.issuedOn)],
    [
      t("period"),
      face.validUntil === null
        ? t("from", { from })
        : t("fromTo", { from, to: format.date(face.validUntil) }),
    ],
    [t("identifier"), face.identifier],
  ];
  return (
    <section className="licence-face" aria-label={s(face.name)}>
      <p className="title" aria-hidden>
        {s(face.name)}
      </p>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="tnum">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The face of one licence: its facts, how it is verified, who used it. */
export function LicenceFacePage() {
  const t = useText(licenceTexts);
  const s = useServerText();
  const format = useFormat();
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["licence", id],
    queryFn: () => api.get<LicenceFace>(`/licences/${id}`),
  });
  return (
    <Async query={query}>
      {(face) => (
        <>
          <Crumbs trail={[{ name: t("title"), to: "/licences" }, { name: s(face.name) }]} />
          <div className="two-columns">
            <div>
              <div className="licence-head">
                <PageTitle title={s(face.name)} /> <LicenceStatus licence={face} />
              </div>
              {face.statusReason !== null ? <p className="form-note">{s(face.statusReason)}</p> : null}
              <Face face={face} />
              <h2 className="section-title">{t("usedBy")}</h2>
              {face.usedBy.length === 0 ? <p className="muted">{t("notUsed")}</p> : null}
              {face.usedBy.length > 0 ? (
                <ul className="card flush">
                  {face.usedBy.map((use) => (
                    <li key={use.at + use.caseNo} className="hall-row" style={{ padding: "0.875rem 1.5rem" }}>
                      <time dateTime={use.at} className="caption muted">
                        {format.dayTime(use.at)}
                      </time>{" "}
                      {s(use.what)}{" "}
                      <AppLink className="tnum underlined" to={`/cases/${use.caseNo}`}>
                        {groupCaseNumber(use.caseNo)}
                      </AppLink>
                    </li>
                  ))}
                </ul>
              ) : null}
            </div>
            <aside className="stack">
              <section className="card licence-qr">
                {face.qr !== "" ? <img src={face.qr} alt={t("qr")} /> : null}
                <p className="caption muted">{t("verify")}</p>
                <p className="caption">
                  <a href={face.verifyUrl}>{face.verifyUrl}</a>{" "}
                  <CopyButton value={face.verifyUrl} what={t("identifier")} />
                </p>
                {face.hasFile ? (
                  <Button
                    block
                    href={apiUrl(`/licences/${face.id}/pdf`)}
                    target="_blank"
                    style={{ marginTop: "1rem" }}
                  >
                    {t("pdf")}
                  </Button>
                ) : null}
              </section>
            </aside>
          </div>
        </>
      )}
    </Async>
  );
}
