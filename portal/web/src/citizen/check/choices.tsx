import type { CheckPage } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { checkTexts } from "./texts.ts";

type Way = CheckPage["delivery"][number];

interface UndertakingsProps {
  page: CheckPage;
  chosen: ReadonlySet<string>;
  onChoose: (itemId: string, undertaking: boolean) => void;
}

/** For each item that may go by 告知承诺: both ways side by side, with the text to read. The ordinary way is set first. */
export function Undertakings({ page, chosen, onChoose }: UndertakingsProps) {
  const t = useText(checkTexts);
  const s = useServerText();
  if (page.undertakings.length === 0) return null;
  return (
    <section className="card check-part">
      <h2>{t("undertakings")}</h2>
      <p className="caption muted">{t("undertakingsHint")}</p>
      {page.undertakings.map((offer) => (
        <fieldset key={offer.itemId} className="choice-block">
          <legend>{s(offer.itemName)}</legend>
          <label className="option-card">
            <input
              type="radio"
              name={`way-${offer.itemId}`}
              checked={!chosen.has(offer.itemId)}
              onChange={() => onChoose(offer.itemId, false)}
            />
            <span>
              <strong>{t("ordinary")}</strong>
              <small>{t("ordinaryHint")}</small>
            </span>
          </label>
          <label className="option-card">
            <input
              type="radio"
              name={`way-${offer.itemId}`}
              checked={chosen.has(offer.itemId)}
              onChange={() => onChoose(offer.itemId, true)}
            />
            <span>
              <strong>{t("withUndertaking")}</strong>
              {offer.replaces.length > 0 ? (
                <small>
                  {t("replaces", { list: offer.replaces.map((name) => s(name)).join(t("joiner")) })}
                </small>
              ) : null}
            </span>
          </label>
          <details className="undertaking-text" open={chosen.has(offer.itemId)}>
            <summary>{t("undertakingText")}</summary>
            <p>{s(offer.text)}</p>
            {chosen.has(offer.itemId) ? <strong>{t("undertakingRead")}</strong> : null}
          </details>
        </fieldset>
      ))}
    </section>
  );
}

interface DeliveryProps {
  page: CheckPage;
  way: Way;
  address: string;
  wrong: string | undefined;
  onWay: (way: Way) => void;
  onAddress: (address: string) => void;
}

const hints = { electronic: "electronicHint", window: "windowHint", post: "postHint" } as const;

export function Delivery({ page, way, address, wrong, onWay, onAddress }: DeliveryProps) {
  const t = useText(checkTexts);
  return (
    <section className="card check-part">
      <fieldset>
        <legend>
          <h2>{t("delivery")}</h2>
        </legend>
        {page.delivery.map((option) => (
          <label key={option} className="option-card">
            <input type="radio" name="delivery" checked={way === option} onChange={() => onWay(option)} />
            <span>
              <strong>{t(option)}</strong>
              <small>{t(hints[option])}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {way === "post" ? (
        <label className="plain-field" style={{ display: "block", marginTop: "1rem" }}>
          {t("address")}
          {wrong !== undefined ? <span className="wrong-text">{wrong}</span> : null}
          <input
            id="delivery-address"
            className="plain-input"
            autoComplete="street-address"
            maxLength={300}
            aria-invalid={wrong !== undefined}
            value={address}
            onChange={(event) => onAddress(event.target.value)}
          />
        </label>
      ) : null}
    </section>
  );
}

interface DeclarationsProps {
  page: CheckPage;
  ticked: ReadonlySet<string>;
  wrong: (id: string) => string | undefined;
  onTick: (id: string, on: boolean) => void;
}

/** Never ticked beforehand. */
export function Declarations({ page, ticked, wrong, onTick }: DeclarationsProps) {
  const t = useText(checkTexts);
  const s = useServerText();
  return (
    <section className="card check-part">
      <h2>{t("declarations")}</h2>
      {page.declarations.map((declaration) => (
        <label key={declaration.id} className="declaration">
          <input
            id={`declaration-${declaration.id}`}
            type="checkbox"
            checked={ticked.has(declaration.id)}
            aria-invalid={wrong(declaration.id) !== undefined}
            onChange={(event) => onTick(declaration.id, event.target.checked)}
          />
          <span>
            {wrong(declaration.id) !== undefined ? (
              <span className="wrong-text">{wrong(declaration.id)}</span>
            ) : null}
            {s(declaration.text)}
          </span>
        </label>
      ))}
    </section>
  );
}
