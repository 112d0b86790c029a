import type { Asked, Draft, Seat, SignaturePage } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
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

function SignerCard({
  draftId,
  signer,
  onAsked,
}: {
  draftId: string;
  signer: Signer;
  onAsked: (link: string | null) => void;
}) {
  const t = useText(signatureTexts);
  const s = useServerText();
  const client = useQueryClient();
  const session = useSession();
  /** `new`, or the seat that is replaced. */
  const [asking, setAsking] = useState<string | null>(null);
  const path = `/drafts/${draftId}/signatures`;
  const took = (page: SignaturePage): void => {
    client.setQueryData(["signatures", draftId], page);
    void client.invalidateQueries({ queryKey: ["draft", draftId] });
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
    onError: () => client.invalidateQueries({ queryKey: ["signatures", draftId] }),
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

function Signatures({ draft, page }: { draft: Draft; page: SignaturePage }) {
  const t = useText(signatureTexts);
  const [link, setLink] = useState<string | null>(null);
  return (
    <>
      <PartCrumbs draft={draft} part="signatures" />
      <div className="two-columns">
        <div>
          <PartTitle draft={draft} part="signatures" />
          <p role="status">
            {page.signers.length === 0 ? t("none") : page.complete ? t("complete") : t("lead")}
          </p>
          {page.signers.map((signer) => (
            <SignerCard key={signer.id} draftId={draft.id} signer={signer} onAsked={setLink} />
          ))}
          {page.complete ? (
            <p style={{ marginTop: "1.25rem" }}>
              <ButtonLink type="primary" size="large" to={`/apply/${draft.id}/check`}>
                {t("next")}
              </ButtonLink>
            </p>
          ) : null}
        </div>
        <aside>
          <PartsRail draft={draft} part="signatures" />
        </aside>
      </div>
      {link === null ? null : <LinkDialog link={link} onClose={() => setLink(null)} />}
    </>
  );
}

/** C8: who signs beside the applicant: asked, reminded, replaced; a change of the content voids a signature. */
export function SignaturesPage() {
  const { draft: id = "" } = useParams();
  const draft = useDraft(id);
  const page = useQuery({
    queryKey: ["signatures", id],
    queryFn: () => api.get<SignaturePage>(`/drafts/${id}/signatures`),
    staleTime: 0,
  });
  return (
    <Async query={draft}>
      {(loaded) => <Async query={page}>{(data) => <Signatures draft={loaded} page={data} />}</Async>}
    </Async>
  );
}
