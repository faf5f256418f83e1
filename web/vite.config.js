import { defineConfig } from "vite";

export default defineConfig({
  // The binary serves the pages at /graphiql and /api/v1/docs, and the assets of both below /graphiql/assets.
  base: "/graphiql/",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    // Monaco is one piece of about 3 MB; it comes from the same machine, so splitting it gains nothing.
    chunkSizeWarningLimit: 5000,
    // Swagger UI comes as one piece that brings its own licences; scripts/build-web puts them beside it.
    // The binary that embeds these files passes on other people's code: their licences go with it.
    rolldownOptions: {
      input: { graphiql: "index.html", docs: "docs.html" },
      // GraphiQL labels its icons with the names of its components.
      output: { keepNames: true },
      // Libraries mark their modules for server rendering ("use client"), which means nothing here.
      onLog: (level, log, forward) => log.code === "MODULE_LEVEL_DIRECTIVE" || forward(level, log),
    },
    license: { fileName: "licenses.md" },
  },
  worker: { format: "es" },
});
