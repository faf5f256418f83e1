import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./page.css";

import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

import { examples } from "./examples.js";
import { fetcher } from "./fetcher.js";
import { useReadableChinese } from "./readable-chinese.js";

function Page() {
  useReadableChinese();
  return (
    <GraphiQL fetcher={fetcher} defaultTabs={examples} shouldPersistHeaders={false}>
      <GraphiQL.Logo>
        <span className="page-title">
          taizhang <span lang="zh-CN">台账</span> · GraphiQL
        </span>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

createRoot(document.getElementById("page")).render(<Page />);
