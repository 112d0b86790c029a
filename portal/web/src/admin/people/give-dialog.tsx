import type { PeoplePage, PostPreview } from "@onewindow/server/api";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { formatNumber } from "../../shared/format/numbers.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { usePersonAct } from "./queries.ts";
import { RightsList } from "./rights-list.tsx";
import { peopleTexts } from "./texts.ts";

function Preview({ preview }: { preview: PostPreview }) {
  const t = useText(peopleTexts);
  return (
    <section className="pe-newly" role="status">
      <p>
        <b>{t("newCases", { n: formatNumber(preview.newly.cases) })}</b>{" "}
        {t("newTasks", { n: formatNumber(preview.newly.tasks) })}
      </p>
      <p className="caption muted">{t("previewNote")}</p>
      {preview.secondPerson ? <p>{t("secondNote")}</p> : null}
      <h3>{t("rights")}</h3>
      <RightsList rights={preview.rights} />
    </section>
  );
}

/** Department, roles and days; what it would show is looked at before it is given. */
export function GiveDialog({ personId, onClose }: { personId: string; onClose: () => void }) {
  const t = useText(peopleTexts);
  const s = useServerText();
  const id = useId();
  const options = useQuery({
    queryKey: ["people", "options"],
    queryFn: ({ signal }) => api.get<PeoplePage>("/people", { query: { q: "-" }, signal }),
    refetchOnWindowFocus: false,
  });
  const departments = options.data?.departments ?? [];
  const [department, setDepartment] = useState("");
  const [roles, setRoles] = useState<string[]>([]);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const chosen = departments.find((one) => one.id === department) ?? departments[0];
  const wanted = {
    department: chosen?.id ?? "",
    roles,
    from: from === "" ? null : from,
    until: until === "" ? null : until,
  };
  const preview = useMutation({
    mutationFn: () => api.post<PostPreview>(`/people/${personId}/posts/preview`, wanted),
  });
  const give = usePersonAct(onClose);
  // what was looked at is what is given: another choice is looked at anew
  const changed = (): void => {
    preview.reset();
    give.reset();
  };
  const error = give.error ?? preview.error;
  return (
    <Dialog title={t("give")} onClose={onClose}>
      <form
        className="pe-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (roles.length === 0) return;
          if (preview.data === undefined) preview.mutate();
          else give.mutate({ path: `/people/${personId}/posts`, body: wanted });
        }}
      >
        <label>
          {t("department")}
          <select
            value={chosen?.id ?? ""}
            onChange={(event) => {
              setDepartment(event.target.value);
              setRoles([]);
              changed();
            }}
          >
            {departments.map((one) => (
              <option key={one.id} value={one.id}>
                {s(one.name)}
              </option>
            ))}
          </select>
        </label>
        <fieldset>
          <legend>{t("roles")}</legend>
          {tried && roles.length === 0 ? <p className="pe-error">{t("needRole")}</p> : null}
          {(chosen?.roles ?? []).map((role) => (
            <label key={role.id} className="pe-choice">
              <input
                type="checkbox"
                checked={roles.includes(role.id)}
                onChange={(event) => {
                  setRoles(
                    event.target.checked ? [...roles, role.id] : roles.filter((one) => one !== role.id),
                  );
                  changed();
                }}
              />
              {s(role.name)}
            </label>
          ))}
        </fieldset>
        {(
          [
            ["from", "from", from, setFrom],
            ["until", "untilDay", until, setUntil],
          ] as const
        ).map(([name, label, value, set]) => (
          <p key={name}>
            <label htmlFor={`${id}${name}`}>{t(label)}</label>
            <DayInput
              id={`${id}${name}`}
              label={t(label)}
              value={value}
              onDay={(day) => {
                set(day ?? "");
                changed();
              }}
            />
          </p>
        ))}
        {preview.data === undefined ? null : <Preview preview={preview.data} />}
        {error === null ? null : (
          <p role="alert" className="pe-error">
            {error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={preview.isPending || give.isPending}>
            {t(preview.data === undefined ? "preview" : "give")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
