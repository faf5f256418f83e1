import { useMonaco } from "@graphiql/react";
import { useEffect } from "react";

const FONT_SIZE = 14;

/**
 * Makes the editors fit for Chinese text, whenever one is opened.
 *
 * Monaco takes full-width punctuation for a forgery of its ASCII twin and boxes every 「，」 and 「：」; in a ledger of
 * Chinese documents that is noise. Its built-in font list has no Chinese face, so that the browser would pick any.
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
        fontSize: FONT_SIZE,
        wordWrap: "on",
        unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
      });
    monaco.editor.getEditors().forEach(adjust);
    const listener = monaco.editor.onDidCreateEditor(adjust);
    // Monaco measures its letters once. Measured before the web font is there, lines would wrap beyond the edge.
    document.fonts.load(`${FONT_SIZE}px "Fira Code"`).then(() => monaco.editor.remeasureFonts());
    return () => listener.dispose();
  }, [monaco]);
}
