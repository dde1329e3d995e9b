import { defineConfig } from "vite";

// One classic script without imports, styles inside: a site embeds it with a single <script> tag.
export default defineConfig({
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    target: "es2020",
    emptyOutDir: false,
    lib: { entry: "src/index.ts", name: "TandemWidget", formats: ["iife"], fileName: () => "widget.js" },
  },
});
