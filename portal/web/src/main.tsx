import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { AppRoutes } from "./app/router.tsx";
import { onMoved, onSignedOut } from "./shared/api/api.ts";
import { createQueryClient } from "./shared/api/query-client.ts";
import { SESSION_KEY } from "./shared/session/session.ts";
import "./shared/theme/tokens.css";
import "./shared/theme/base.css";
import "./shared/theme/elder.css";
import { applyDisplay, followOtherWindows } from "./shared/theme/display.ts";

applyDisplay();
followOtherWindows();
const queries = createQueryClient();
onSignedOut(() => queries.setQueryData(SESSION_KEY, null));

onMoved(() => void queries.invalidateQueries({ queryKey: SESSION_KEY }));

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <AppRoutes />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}
