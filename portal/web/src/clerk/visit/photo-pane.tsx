import type { VisitPage as Visit } from "@onewindow/server/api";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { visitTexts } from "./texts.ts";
import { useVisitAct } from "./use-visit-act.ts";

/** Where the phone is, when its owner allows it; null when it is not told within ten seconds. */
function whereAmI(): Promise<{ lat: string; lon: string } | null> {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude.toFixed(5), lon: coords.longitude.toFixed(5) }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  });
}

/** Photos straight from the phone's camera, or from its files. */
export function PhotoPane({ visit }: { visit: Visit }) {
  const t = useText(visitTexts);
  const format = useFormat();
  const id = useId();
  const [withPlace, setWithPlace] = useState(false);
  const [noPlace, setNoPlace] = useState(false);
  const add = useVisitAct(visit.id, t("photos"), async (file: File) => {
    const place = withPlace ? await whereAmI() : null;
    setNoPlace(withPlace && place === null);
    const form = new FormData();
    form.append("file", file, file.name);
    return api.post<Visit>(`/visits/${visit.id}/photos`, form, place === null ? {} : { query: place });
  });
  const remove = useVisitAct(visit.id, t("photos"), (photo: string) =>
    api.delete<Visit>(`/visits/${visit.id}/photos/${photo}`),
  );
  const error = add.error ?? remove.error;
  return (
    <section className="visit-card">
      <h2>{t("photos")}</h2>
      {visit.photos.length === 0 ? <p className="muted">{t("none")}</p> : null}
      <ul className="visit-photos">
        {visit.photos.map((photo) => (
          <li key={photo.id}>
            <a href={apiUrl(`/visits/${visit.id}/photos/${photo.id}`)} target="_blank" rel="noreferrer">
              <img src={apiUrl(`/visits/${visit.id}/photos/${photo.id}`)} alt={photo.name} loading="lazy" />
            </a>
            <span className="caption">{t("photoBy", { by: photo.by, at: format.dayTime(photo.at) })}</span>
            {photo.place === null ? null : (
              <span className="caption tnum">
                {photo.place.lat.toFixed(5)}, {photo.place.lon.toFixed(5)}
              </span>
            )}
            {visit.can.record ? (
              <Button size="small" onClick={() => remove.mutate(photo.id)}>
                {t("remove", { name: photo.name })}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {visit.can.record ? (
        <div className="wb-form">
          <label className="visit-check">
            <input
              type="checkbox"
              checked={withPlace}
              onChange={(event) => setWithPlace(event.target.checked)}
            />
            {t("withPlace")}
          </label>
          <label htmlFor={id}>{t("addPhoto")}</label>
          <input
            id={id}
            type="file"
            accept="image/jpeg,image/png"
            capture="environment"
            disabled={add.isPending}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file !== undefined) add.mutate(file);
              event.target.value = "";
            }}
          />
          {noPlace ? <p role="status">{t("noPlace")}</p> : null}
        </div>
      ) : null}
      {error === null ? null : (
        <p className="wb-error" role="alert">
          {error.message}
        </p>
      )}
    </section>
  );
}
