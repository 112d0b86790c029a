import FontSizeOutlined from "@ant-design/icons/es/icons/FontSizeOutlined";
import { useText } from "../shared/i18n/use-text.ts";
import { useChangeDisplay } from "../shared/session/display.ts";
import { TEXT_SIZES, useDisplay } from "../shared/theme/display.ts";
import type { ShellName } from "../shared/theme/themes.ts";
import { Disclosure } from "../shared/ui/disclosure.tsx";
import { announce } from "../shared/ui/announcer.tsx";
import { appTexts } from "./texts.ts";

/** Sizes 100 to 200 %, elder mode for citizens, single keys on or off. */
export function DisplayChoices({ shell }: { shell: ShellName }) {
  const t = useText(appTexts);
  const now = useDisplay();
  const change = useChangeDisplay();
  return (
    <div className="display-choices">
      <fieldset>
        <legend>{t("textSize")}</legend>
        {TEXT_SIZES.map((size) => (
          <label key={size}>
            <input
              type="radio"
              name={`text-size-${shell}`}
              checked={now.textSize === size}
              onChange={() => change({ textSize: size })}
            />
            {size}%
          </label>
        ))}
      </fieldset>
      {shell === "citizen" ? <ElderButton /> : null}
      <label>
        <input
          type="checkbox"
          checked={now.singleKeys}
          onChange={(event) => change({ singleKeys: event.target.checked })}
        />
        {t("singleKeys")}
      </label>
    </div>
  );
}

/** Into elder mode and out of it; the page stays. */
function ElderButton() {
  const t = useText(appTexts);
  const { elder } = useDisplay();
  const change = useChangeDisplay();
  return (
    <button
      type="button"
      className="elder-button"
      onClick={() => {
        change({ elder: !elder });
        announce(t(elder ? "elderOff" : "elderOn"));
      }}
    >
      {t(elder ? "leaveElder" : "elder")}
    </button>
  );
}

/** The control of the top strip. */
export function TextSize({ shell }: { shell: ShellName }) {
  const t = useText(appTexts);
  return (
    <Disclosure
      className="strip-item"
      align="end"
      label={
        <>
          <FontSizeOutlined aria-hidden /> {t(shell === "citizen" ? "textSizeElder" : "textSize")}
        </>
      }
    >
      {() => <DisplayChoices shell={shell} />}
    </Disclosure>
  );
}
