import { useMonaco } from "@graphiql/react";
import { useEffect } from "react";

/**
 * Makes the editors fit for Chinese text, whenever one is opened.
 *
 * Monaco takes full-width punctuation for a forgery of its ASCII twin and boxes every 「，」 and 「：」; in a ledger of
 * Chinese documents that is noise. GraphiQL asks for a web font that has no Chinese glyph, so that the browser would pick any.
 * Long lines wrap, because comments and quotes are sentences.
 */
export function useReadableChinese() {
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => {
    if (!monaco) return undefined;
    const fontFamily = getComputedStyle(document.body).getPropertyValue("--page-font-mono").trim();
    const adjust = (editor) =>
      editor.updateOptions({
        fontFamily,
        fontSize: 14,
        wordWrap: "on",
        unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
      });
    monaco.editor.getEditors().forEach(adjust);
    const listener = monaco.editor.onDidCreateEditor(adjust);
    return () => listener.dispose();
  }, [monaco]);
}
