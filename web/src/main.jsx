import "graphiql/setup-workers/vite";
// In place of graphiql/style.css, which carries web fonts without a Chinese glyph at half a megabyte.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./page.css";

import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

import { examples } from "./examples.js";
import { fetcher } from "./fetcher.js";
import { useReadableChinese } from "./readable-chinese.js";
import { ShownTab } from "./shown-tab.js";

function Page() {
  useReadableChinese();
  return (
    <GraphiQL fetcher={fetcher} defaultTabs={examples} shouldPersistHeaders={false}>
      <GraphiQL.Logo>
        <ShownTab />
        <span className="page-title">
          taizhang <span lang="zh-CN">台账</span> · GraphiQL
        </span>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

createRoot(document.getElementById("page")).render(<Page />);
