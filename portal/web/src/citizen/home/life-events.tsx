import AppstoreOutlined from "@ant-design/icons/es/icons/AppstoreOutlined";
import ArrowRightOutlined from "@ant-design/icons/es/icons/ArrowRightOutlined";
import CarOutlined from "@ant-design/icons/es/icons/CarOutlined";
import CoffeeOutlined from "@ant-design/icons/es/icons/CoffeeOutlined";
import HeartOutlined from "@ant-design/icons/es/icons/HeartOutlined";
import HomeOutlined from "@ant-design/icons/es/icons/HomeOutlined";
import MedicineBoxOutlined from "@ant-design/icons/es/icons/MedicineBoxOutlined";
import ReadOutlined from "@ant-design/icons/es/icons/ReadOutlined";
import ShopOutlined from "@ant-design/icons/es/icons/ShopOutlined";
import SmileOutlined from "@ant-design/icons/es/icons/SmileOutlined";
import UsergroupAddOutlined from "@ant-design/icons/es/icons/UsergroupAddOutlined";
import type { Home } from "@onewindow/server/api";
import { useState } from "react";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { homeTexts } from "./texts.ts";

const icons: Record<string, typeof AppstoreOutlined> = {
  birth: SmileOutlined,
  smile: SmileOutlined,
  school: ReadOutlined,
  read: ReadOutlined,
  work: UsergroupAddOutlined,
  team: UsergroupAddOutlined,
  house: HomeOutlined,
  home: HomeOutlined,
  marriage: HeartOutlined,
  heart: HeartOutlined,
  health: MedicineBoxOutlined,
  medicine: MedicineBoxOutlined,
  car: CarOutlined,
  retirement: CoffeeOutlined,
  coffee: CoffeeOutlined,
  shop: ShopOutlined,
};

type Event = Home["lifeEvents"][number];

function EventCard({ event }: { event: Event }) {
  const t = useText(homeTexts);
  const s = useServerText();
  const Icon = icons[event.icon] ?? AppstoreOutlined;
  const [only, ...more] = event.packageIds;
  const text = (
    <span>
      <strong>{s(event.name)}</strong>
      <small>{only === undefined ? t("soon") : t("packages", { n: event.packageIds.length })}</small>
    </span>
  );
  if (only === undefined) {
    return (
      <div className="event closed">
        <Icon aria-hidden />
        {text}
      </div>
    );
  }
  return (
    <AppLink className="event" to={more.length === 0 ? `/packages/${only}` : `/services?topic=${event.id}`}>
      <Icon aria-hidden />
      {text}
    </AppLink>
  );
}

/** Life and business events, and the most used services below. */
export function LifeEvents({ home }: { home: Home }) {
  const t = useText(homeTexts);
  const s = useServerText();
  const audiences = (["person", "enterprise"] as const).filter((who) =>
    home.lifeEvents.some((event) => event.audience === who),
  );
  const open = audiences.find((who) =>
    home.lifeEvents.some((event) => event.audience === who && event.packageIds.length > 0),
  );
  const [chosen, setChosen] = useState<Event["audience"] | null>(null);
  const audience = chosen ?? open ?? "person";
  return (
    <section>
      <div className="head-line section-title">
        <h2>{t("events")}</h2>
        {audiences.length > 1 ? (
          <fieldset className="segmented">
            <legend className="visually-hidden">{t("audience")}</legend>
            {audiences.map((who) => (
              <label key={who}>
                <input
                  type="radio"
                  name="audience"
                  checked={who === audience}
                  onChange={() => setChosen(who)}
                />
                {t(who)}
              </label>
            ))}
          </fieldset>
        ) : null}
      </div>
      <ul className="events">
        {home.lifeEvents
          .filter((event) => event.audience === audience)
          .map((event) => (
            <li key={event.id}>
              <EventCard event={event} />
            </li>
          ))}
      </ul>
      <div className="most-used">
        {home.mostUsed.length > 0 ? <span className="muted">{t("mostUsed")}</span> : null}
        {home.mostUsed.slice(0, 6).map((card) => (
          <AppLink key={card.id} to={`/packages/${card.id}`}>
            {s(card.name)}
          </AppLink>
        ))}
        <AppLink to="/services" className="all">
          {t("allServices")} <ArrowRightOutlined aria-hidden />
        </AppLink>
      </div>
    </section>
  );
}
