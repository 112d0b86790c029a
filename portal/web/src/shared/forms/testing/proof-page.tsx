/**
 * Our renderer alone on a page, for the proof that it and `@formio/js` give the same submission and the same errors
 * (portal/e2e/forms-proof.e2e.ts). Not part of the app.
 */
import { createRoot } from "react-dom/client";
import type { Root } from "react-dom/client";
import { MemoryRouter } from "react-router";
import { FormRenderer } from "../form-renderer.tsx";
import { FormStore } from "../form-store.ts";
import { toForm } from "../wire.ts";
import type { Proof } from "./proof.ts";

let root: Root | null = null;
let store: FormStore | null = null;

const proof: Proof = {
  draw: (form) => {
    const made = new FormStore(toForm(form), {});
    store = made;
    root?.unmount();
    const host = document.getElementById("root");
    if (host === null) throw new Error("The page has no root");
    root = createRoot(host);
    root.render(
      <MemoryRouter>
        <FormRenderer store={made} uploads="/proof" />
      </MemoryRouter>,
    );
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  },
  submit: () => {
    if (store === null) throw new Error("No form is drawn");
    const errors = store.checkAll();
    return { data: store.snapshot.data, errors: errors.map(({ path, code }) => ({ path, code })) };
  },
};

Object.assign(window, { proof });
