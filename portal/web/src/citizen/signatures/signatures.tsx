import type { Asked, Seat, SignaturePage } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useSession } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { CopyButton } from "../../shared/ui/copy-button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import "../draft/draft.css";
import { PartCrumbs, PartTitle, PartsRail } from "../draft/part-head.tsx";
import { useDraft } from "../draft/queries.ts";
import { AskForm } from "./ask-form.tsx";
import type { Asking } from "./ask-form.tsx";
import { SeatRow } from "./seat-row.tsx";
import "./signatures.css";
import { signatureTexts } from "./texts.ts";

type Signer = SignaturePage["signers"][number];

/** The link, shown this once, to copy or leave to the message. */
function LinkDialog({ link, onClose }: { link: string; onClose: () => void }) {
  const t = useText(signatureTexts);
  return (
    <Dialog title={t("linkTitle")} onClose={onClose}>
      <p>{t("linkBody")}</p>
      <p className="sign-link">
        <code>{link}</code> <CopyButton value={link} what={t("link")} withWord />
      </p>
      <div className="actions">
        <Button type="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}

/** Where the signatures are: below a draft or a correction. */
interface Place {
  /** Path of the API. */
  path: string;
  queryKey: readonly string[];
  /** What a change makes stale. */
  stale: readonly string[];
}

function SignerCard({
  place,
  signer,
  onAsked,
}: {
  place: Place;
  signer: Signer;
  onAsked: (link: string | null) => void;
}) {
  const t = useText(signatureTexts);
  const s = useServerText();
  const client = useQueryClient();
  const session = useSession();
  /** `new`, or the seat that is replaced. */
  const [asking, setAsking] = useState<string | null>(null);
  const { path, queryKey } = place;
  const took = (page: SignaturePage): void => {
    client.setQueryData(queryKey, page);
    void client.invalidateQueries({ queryKey: place.stale });
  };
  const send = useMutation({
    mutationFn: (given: { path: string; body: object }) => api.post<Asked>(given.path, given.body),
    onSuccess: ({ page, link }) => {
      took(page);
      setAsking(null);
      onAsked(link);
    },
  });
  const change = useMutation({
    mutationFn: (run: () => Promise<SignaturePage>) => run(),
    onSuccess: took,
    onError: () => client.invalidateQueries({ queryKey }),
  });
  const ask = (given: Asking): void =>
    asking === "new"
      ? send.mutate({ path, body: { ...given, signer: signer.id } })
      : send.mutate({ path: `${path}/${asking ?? ""}/replace`, body: given });
  const open = (which: string): void => {
    send.reset();
    setAsking(which);
  };
  const acts = {
    remind: (seat: Seat) => send.mutate({ path: `${path}/${seat.id}/remind`, body: {} }),
    replace: (seat: Seat) => open(seat.id),
    remove: (seat: Seat) => change.mutate(() => api.delete<SignaturePage>(`${path}/${seat.id}`)),
    sign: (seat: Seat) =>
      change.mutate(async () => {
        const page = await api.post<SignaturePage>(`${path}/${seat.id}/sign`, {
          hash: seat.mine,
          name: session?.person.name ?? "",
        });
        announce(t("signed"));
        return page;
      }),
  };
  const busy = send.isPending || change.isPending;
  const failed = change.error ?? (asking === null ? send.error : null);
  return (
    <section className="card signer" data-signer={signer.id}>
      <h2>{s(signer.name)}</h2>
      <p className="muted">{s(signer.why)}</p>
      <p className="caption">{t("signs", { parts: signer.signs.map(s).join(t("joiner")) })}</p>
      <p className="statement">{s(signer.statement)}</p>
      {signer.seats.length > 0 ? (
        <ul className="seats">
          {signer.seats.map((seat) => (
            <SeatRow key={seat.id} seat={seat} acts={acts} busy={busy} />
          ))}
        </ul>
      ) : null}
      {failed === null ? null : (
        <p className="slot-error" role="alert">
          {failed.message}
        </p>
      )}
      {asking !== null ? (
        <AskForm
          key={asking}
          signer={signer}
          pending={send.isPending}
          error={send.error}
          onSend={ask}
          onCancel={() => setAsking(null)}
        />
      ) : signer.blocked !== null ? (
        <p className="form-note">{s(signer.blocked)}</p>
      ) : signer.seats.length === 0 || signer.several ? (
        <div>
          <Button type={signer.seats.length === 0 ? "primary" : "default"} onClick={() => open("new")}>
            {signer.seats.length === 0 ? t("add") : t("addAnother")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** All signers with their people, and the link once somebody is asked. */
function Signers({ place, page }: { place: Place; page: SignaturePage }) {
  const t = useText(signatureTexts);
  const [link, setLink] = useState<string | null>(null);
  return (
    <>
      <p role="status">{page.signers.length === 0 ? t("none") : page.complete ? t("complete") : t("lead")}</p>
      {page.signers.map((signer) => (
        <SignerCard key={signer.id} place={place} signer={signer} onAsked={setLink} />
      ))}
      {link === null ? null : <LinkDialog link={link} onClose={() => setLink(null)} />}
    </>
  );
}

function useSignatures(place: Place) {
  return useQuery({
    queryKey: place.queryKey,
    queryFn: () => api.get<SignaturePage>(place.path),
    staleTime: 0,
  });
}

/** C8: who signs beside the applicant: asked, reminded, replaced; a change of the content voids a signature. */
export function SignaturesPage() {
  const t = useText(signatureTexts);
  const { draft: id = "" } = useParams();
  const draft = useDraft(id);
  const place: Place = {
    path: `/drafts/${id}/signatures`,
    queryKey: ["signatures", id],
    stale: ["draft", id],
  };
  const page = useSignatures(place);
  return (
    <Async query={draft}>
      {(loaded) => (
        <Async query={page}>
          {(data) => (
            <>
              <PartCrumbs draft={loaded} part="signatures" />
              <div className="two-columns">
                <div>
                  {loaded.parts.some((part) => part.id === "signatures") ? (
                    <PartTitle draft={loaded} part="signatures" />
                  ) : (
                    <PageTitle title={t("title")} />
                  )}
                  <Signers place={place} page={data} />
                  {data.complete ? (
                    <p style={{ marginTop: "1.25rem" }}>
                      <ButtonLink type="primary" size="large" to={`/apply/${id}/check`}>
                        {t("next")}
                      </ButtonLink>
                    </p>
                  ) : null}
                </div>
                <aside>
                  <PartsRail draft={loaded} part="signatures" />
                </aside>
              </div>
            </>
          )}
        </Async>
      )}
    </Async>
  );
}

/** The same for a correction: what somebody had signed and is corrected is signed anew. */
export function CorrectionSignaturesPage() {
  const t = useText(signatureTexts);
  const s = useServerText();
  const { no = "", n = "" } = useParams();
  const base = `/cases/${no}/corrections/${n}`;
  const place: Place = {
    path: `${base}/signatures`,
    queryKey: ["signatures", `${no}-${n}`],
    stale: ["correction", no],
  };
  const page = useSignatures(place);
  return (
    <Async query={page}>
      {(data) => (
        <>
          <Crumbs
            trail={[
              { name: t("cases"), to: "/cases" },
              { name: s(data.title), to: `/cases/${no}` },
              { name: t("correction"), to: base },
              { name: t("title") },
            ]}
          />
          <div className="guest-sign">
            <PageTitle title={t("title")} />
            <p>{t("correctionLead")}</p>
            <Signers place={place} page={data} />
            <p>
              <ButtonLink type={data.complete ? "primary" : "default"} size="large" to={base}>
                {t("backToCorrection")}
              </ButtonLink>
            </p>
          </div>
        </>
      )}
    </Async>
  );
}
