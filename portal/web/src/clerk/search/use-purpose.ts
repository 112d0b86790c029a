import { useState } from "react";
import { useSession } from "../../shared/session/session.ts";

/** Why the person looks for people: asked once a session, kept until it ends (another session has another key). */
export function usePurpose(): [string, (purpose: string) => void] {
  const token = useSession()?.csrfToken ?? "";
  const key = `onewindow.purpose.${token.slice(0, 16)}`;
  const [given, setGiven] = useState<string | null>(null);
  return [
    given ?? sessionStorage.getItem(key) ?? "",
    (purpose) => {
      sessionStorage.setItem(key, purpose);
      setGiven(purpose);
    },
  ];
}
