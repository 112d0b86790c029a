import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Hashed assets, no inline script: the server sends `script-src 'self'`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    manifest: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { "/api": process.env.API ?? "http://127.0.0.1:3000" } },
});
