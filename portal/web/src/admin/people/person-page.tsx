/** A1: one person with all posts; given, ended, confirmed here. */
import type { GivenPassword, PersonDetail, PersonPost } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { EndDialog } from "./end-dialog.tsx";
import { GiveDialog } from "./give-dialog.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import "./people.css";
import { usePerson, usePersonAct } from "./queries.ts";
import { RightsList } from "./rights-list.tsx";
import { peopleTexts } from "./texts.ts";

function Post({ post, onEnd }: { post: PersonPost; onEnd: () => void }) {
  const t = useText(peopleTexts);
  const s = useServerText();
  const format = useFormat();
  const decide = usePersonAct(() => undefined);
  return (
    <li className="card">
      <div className="pe-head">
        <h3>
          {s(post.label)}{" "}
          <span className={post.state === "current" ? "chip green" : "chip"}>{t(`state_${post.state}`)}</span>
        </h3>
        {post.state === "current" || post.state === "future" ? (
          <Button aria-label={t("endOf", { label: s(post.label) })} onClick={onEnd}>
            {t("end")}
          </Button>
        ) : null}
      </div>
      <p>
        {t("period", {
          from: post.from === null ? t("unknownStart") : format.date(post.from),
          until: post.until === null ? t("open") : format.date(post.until),
        })}
      </p>
      {post.given === null ? null : (
        <p className="muted">{t("givenBy", { who: post.given.by, when: format.dayTime(post.given.at) })}</p>
      )}
      {post.ended === null ? null : (
        <p className="muted">
          {t("endedBy", {
            who: post.ended.by,
            when: format.dayTime(post.ended.at),
            reason: post.ended.reason,
          })}
        </p>
      )}
      {post.state === "waiting" ? (
        <>
          <p>{t("secondNote")}</p>
          <div className="actions">
            {post.mayConfirm ? (
              <Button
                type="primary"
                loading={decide.isPending}
                onClick={() => decide.mutate({ path: `/posts/${post.id}/confirm`, body: {} })}
              >
                {t("confirm")}
              </Button>
            ) : null}
            <Button
              disabled={decide.isPending}
              onClick={() => decide.mutate({ path: `/posts/${post.id}/decline`, body: {} })}
            >
              {t("decline")}
            </Button>
          </div>
        </>
      ) : null}
      {decide.error === null ? null : (
        <p role="alert" className="pe-error">
          {decide.error.message}
        </p>
      )}
      <details>
        <summary>{t("rights")}</summary>
        <RightsList rights={post.rights} />
      </details>
    </li>
  );
}

function ResetDialog({
  id,
  onClose,
  onReset,
}: {
  id: string;
  onClose: () => void;
  onReset: (given: GivenPassword) => void;
}) {
  const t = useText(peopleTexts);
  const reset = useMutation({
    mutationFn: () => api.post<GivenPassword>(`/people/${id}/reset`, {}),
    onSuccess: onReset,
  });
  return (
    <Dialog title={t("reset")} onClose={onClose}>
      <p>{t("resetNote")}</p>
      {reset.error === null ? null : (
        <p role="alert" className="pe-error">
          {reset.error.message}
        </p>
      )}
      <div className="actions">
        <Button type="primary" danger loading={reset.isPending} onClick={() => reset.mutate()}>
          {t("reset")}
        </Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
      </div>
    </Dialog>
  );
}

function Person({ person }: { person: PersonDetail }) {
  const t = useText(peopleTexts);
  const format = useFormat();
  const [giving, setGiving] = useState(false);
  const [ending, setEnding] = useState<PersonPost | null>(null);
  const [resetting, setResetting] = useState(false);
  const [given, setGiven] = useState<GivenPassword | null>(null);
  return (
    <>
      <div className="pe-head">
        <PageTitle title={person.name} />
        <span className="actions">
          {person.self ? null : (
            <Button type="primary" onClick={() => setGiving(true)}>
              {t("give")}
            </Button>
          )}{" "}
          <Button onClick={() => setResetting(true)}>{t("reset")}</Button>
        </span>
      </div>
      <p>
        <code>{person.username}</code>{" "}
        <AppLink to={`/a/why?who=${encodeURIComponent(person.id)}&what=case&action=read`}>{t("why")}</AppLink>
      </p>
      {person.self ? <p className="muted">{t("selfNote")}</p> : null}
      {person.temporaryUntil === null ? null : (
        <p>{t("temporary", { until: format.dayTime(person.temporaryUntil) })}</p>
      )}
      <section>
        <h2>{t("posts")}</h2>
        {person.posts.length === 0 ? <p className="muted">{t("noPostsNote")}</p> : null}
        <ul className="pe-posts">
          {person.posts.map((post) => (
            <Post key={post.id} post={post} onEnd={() => setEnding(post)} />
          ))}
        </ul>
      </section>
      {giving ? <GiveDialog personId={person.id} onClose={() => setGiving(false)} /> : null}
      {ending === null ? null : <EndDialog post={ending} onClose={() => setEnding(null)} />}
      {resetting ? (
        <ResetDialog
          id={person.id}
          onClose={() => setResetting(false)}
          onReset={(made) => {
            setResetting(false);
            setGiven(made);
          }}
        />
      ) : null}
      {given === null ? null : <PasswordDialog given={given} onClose={() => setGiven(null)} />}
    </>
  );
}

export function PersonPage() {
  const t = useText(peopleTexts);
  const { person: id = "" } = useParams();
  const person = usePerson(id);
  return (
    <div className="ad-page">
      <p>
        <AppLink to="/a/users">{t("back")}</AppLink>
      </p>
      <Async query={person}>{(found) => <Person key={found.id} person={found} />}</Async>
    </div>
  );
}
