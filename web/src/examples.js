// One file per example, so that the server's tests run the very queries that a reader finds here.
const files = import.meta.glob("./examples/*.graphql", { query: "?raw", import: "default", eager: true });

/** The tabs of a first visit, in the order of their file names. */
export const examples = Object.keys(files)
  .sort()
  .map((path) => ({ query: files[path] }));
