import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useRef } from "react";

/**
 * Lets the editors show the tab that is open when they come up.
 *
 * They take seconds to load, and open with the tab that was open when the page was. A reader who has pressed another one by then
 * would read, run and overwrite one query under the name of another.
 */
export function ShownTab() {
  const open = useGraphiQL((state) => state.activeTabIndex);
  const areUp = useGraphiQL((state) => Boolean(state.queryEditor && state.variableEditor && state.responseEditor));
  const { changeTab } = useGraphiQLActions();
  const first = useRef(open);
  const wereUp = useRef(false);
  useEffect(() => {
    if (!areUp || wereUp.current) return;
    wereUp.current = true;
    if (open !== first.current) changeTab(open);
  }, [areUp, open, changeTab]);
  return null;
}
