import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CheckSquareFilled from "@ant-design/icons/es/icons/CheckSquareFilled";
import PauseCircleFilled from "@ant-design/icons/es/icons/PauseCircleFilled";
import StopFilled from "@ant-design/icons/es/icons/StopFilled";
import WarningFilled from "@ant-design/icons/es/icons/WarningFilled";
import type { Light as LightValue } from "@onewindow/server/api";
import { useFormat } from "../format/use-format.ts";
import { useServerText, useText } from "../i18n/use-text.ts";
import { Disclosure } from "./disclosure.tsx";
import { uiTexts } from "./texts.ts";

const icons = {
  GREEN: CheckCircleFilled,
  YELLOW: WarningFilled,
  RED: StopFilled,
  GREY: PauseCircleFilled,
  BLUE: CheckSquareFilled,
} as const;

/** The words of a time limit, e.g. 剩 8 个工作日. */
export function useLightWords(): (light: LightValue) => string {
  const t = useText(uiTexts);
  const s = useServerText();
  return (light) => {
    if (light.colour === "BLUE") return t("lightDone");
    if (light.colour === "GREY") return t("lightPaused", { reason: s(light.paused?.reason) });
    if (light.colour === "RED") return t("lightOver", { n: Math.abs(light.left) });
    if (light.colour === "YELLOW")
      return light.left === 0 ? t("lightToday") : t("lightSoon", { n: light.left });
    return t("lightLeft", { n: light.left });
  };
}

/** A time limit: shape, word and number; colour last (screens.md 1.3). */
export function LightMark({ light, dense = false }: { light: LightValue; dense?: boolean }) {
  const words = useLightWords();
  const Icon = icons[light.colour];
  return (
    <span className={`light ${light.colour}${dense ? " dense" : ""}`}>
      <Icon aria-hidden />
      {words(light)}
    </span>
  );
}

/** Legal and promised limit, stops, extension and how it is counted. */
export function LightFacts({ light }: { light: LightValue }) {
  const t = useText(uiTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <>
      <dl className="light-facts">
        <dt>{t(`kind_${light.kind}`)}</dt>
        <dd>{format.due(light.due)}</dd>
        {light.promisedDays !== null && light.promisedDue !== null ? (
          <>
            <dt>{t("promised")}</dt>
            <dd>{t("limitDay", { n: light.promisedDays, date: format.day(light.promisedDue) })}</dd>
          </>
        ) : null}
        <dt>
          {t(
            light.kind === "verdict"
              ? "internal"
              : light.kind === "correction"
                ? "limit_correction"
                : light.kind === "tolerance"
                  ? "limit_tolerance"
                  : "legal",
          )}
        </dt>
        <dd>{t("limitDay", { n: light.legalDays, date: format.day(light.legalDue) })}</dd>
        <dt>{t("used")}</dt>
        <dd>
          {light.usedDays} / {light.stoppedDays} / {light.extensionDays}
        </dd>
      </dl>
      {light.paused !== null ? (
        <p className="light-note">
          {t("pausedLaw", { law: s(light.paused.law), since: format.day(light.paused.since) })}
        </p>
      ) : null}
      <p className="light-note">{t(`formula_${light.kind}`)}</p>
      {light.provisional ? <p className="light-note">{t("provisional")}</p> : null}
    </>
  );
}

/** `<Light>`: the mark, opening its facts. */
export function Light({ light, dense = false }: { light: LightValue; dense?: boolean }) {
  const t = useText(uiTexts);
  const words = useLightWords();
  return (
    <Disclosure
      className="light-more"
      label={<LightMark light={light} dense={dense} />}
      name={`${words(light)}. ${t("lightDetail")}`}
    >
      {() => <LightFacts light={light} />}
    </Disclosure>
  );
}
