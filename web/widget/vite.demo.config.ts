import { defineConfig } from "vite";

// The demo shop: its own page with its own files, relative so that it works below any path.
export default defineConfig({
  root: "demo",
  base: "./",
  build: { target: "es2020", outDir: "../dist/demo", emptyOutDir: true },
});
