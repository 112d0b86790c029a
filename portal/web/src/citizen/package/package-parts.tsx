import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloudUploadOutlined from "@ant-design/icons/es/icons/CloudUploadOutlined";
import type { PackageDetail } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { packageTexts } from "./texts.ts";

/** Four facts first: days, fee, visits, documents. */
export function FactCards({ detail }: { detail: PackageDetail }) {
  const t = useText(packageTexts);
  const s = useServerText();
  const found = detail.materials.filter((material) => material.source.kind !== "applicant").length;
  return (
    <dl className="card fact-cards">
      <div>
        <dt>{t("limit")}</dt>
        <dd>
          <strong>{detail.promisedDays === null ? "–" : t("days", { n: detail.promisedDays })}</strong>
          <small>{t("fromAcceptance")}</small>
        </dd>
      </div>
      <div>
        <dt>{t("fee")}</dt>
        <dd>
          <strong>{s(detail.fee)}</strong>
        </dd>
      </div>
      <div>
        <dt>{t("visits")}</dt>
        <dd>
          <strong>{t("visitTimes", { n: detail.visits })}</strong>
          <small>{t("visitsHint")}</small>
        </dd>
      </div>
      <div>
        <dt>{t("documents")}</dt>
        <dd>
          <strong>{t("atMost", { n: detail.materials.length })}</strong>
          <small>{t("foundHint", { n: found })}</small>
        </dd>
      </div>
    </dl>
  );
}

export function MaterialTable({ detail }: { detail: PackageDetail }) {
  const t = useText(packageTexts);
  const s = useServerText();
  const nameOf = (id: string): string => s(detail.items.find((item) => item.id === id)?.name) || id;
  return (
    <div className="card flush">
      <table className="material-table">
        <thead>
          <tr>
            <th scope="col">{t("material")}</th>
            <th scope="col">{t("usedFor")}</th>
            <th scope="col">{t("from")}</th>
          </tr>
        </thead>
        <tbody>
          {detail.materials.map((material) => (
            <tr key={material.id}>
              <th scope="row">
                {s(material.name)}
                <span className="caption muted" style={{ display: "block", fontWeight: 400 }}>
                  {material.condition !== null ? s(material.condition) : t(`need_${material.need}`)}
                </span>
              </th>
              <td className="caption">
                {material.usedBy.length > 1
                  ? t("items", { n: material.usedBy.length })
                  : material.usedBy.map(nameOf)}
              </td>
              <td className="caption">
                {material.source.kind === "applicant" ? (
                  <CloudUploadOutlined className="hand" aria-hidden />
                ) : (
                  <CheckCircleFilled aria-hidden />
                )}{" "}
                {s(material.source.label)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Law, facts of each approval (art. 30), version: opened when wanted. */
export function Folds({ detail }: { detail: PackageDetail }) {
  const t = useText(packageTexts);
  const s = useServerText();
  return (
    <div className="card flush">
      <details className="fold">
        <summary>{t("basis")}</summary>
        <ul className="fold-body">
          {detail.basis.map((law) => (
            <li key={law.title.zh}>
              {s(law.title)} <span className="muted">{s(law.document)}</span>
            </li>
          ))}
        </ul>
      </details>
      <details className="fold">
        <summary>{t("facts")}</summary>
        <div className="fold-body">
          {detail.items.map((item) => (
            <section key={item.id} className="fact-block">
              <h3>{s(item.name)}</h3>
              <p>
                {s(item.kind)} · {s(item.department.name)} · {t("code")}{" "}
                <span className="tnum">{item.code}</span>
              </p>
              <p>
                {item.legalDays !== null ? `${t("legal", { n: item.legalDays })} · ` : ""}
                {item.promisedDays !== null ? `${t("limit")} ${t("days", { n: item.promisedDays })} · ` : ""}
                {s(item.fee)}
                {item.undertaking ? ` · ${t("undertaking")}` : ""}
              </p>
              {item.result !== null ? (
                <p>
                  {t("result")}: {s(item.result)}
                  {item.deliverDays !== null ? ` · ${t("deliverDays", { n: item.deliverDays })}` : ""}
                </p>
              ) : null}
              <ul>
                {item.basis.map((law) => (
                  <li key={law.title.zh + law.document.zh}>
                    {s(law.title)} <span className="muted">{s(law.document)}</span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </details>
      <details className="fold">
        <summary>{t("version")}</summary>
        <p className="fold-body">
          {t("versionHint", { v: detail.version })} · {t("lead", { name: s(detail.lead.name) })}
        </p>
      </details>
    </div>
  );
}
