import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

export interface EditorOptions {
  readonly parent: Element;
  readonly code: string;
  /** For who hears the page. */
  readonly label: string;
  readonly onChange: (code: string) => void;
  /** Runs the cell; `thenNext` goes on to the one after it. */
  readonly onRun: (thenNext: boolean) => void;
  readonly onLeave: () => void;
}

/** What a cell's code is edited in. */
export interface Editor {
  focus(): void;
  setCode(code: string): void;
  /** Puts the cursor at the beginning of a line, from 1. */
  goTo(line: number): void;
}

/** Puts an editor for Python into the page. Keys are those of Jupyter. */
export function openEditor({ parent, code, label, onChange, onRun, onLeave }: EditorOptions): Editor {
  const run = (thenNext: boolean) => (): boolean => {
    onRun(thenNext);
    return true;
  };
  const leave = (): boolean => {
    onLeave();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: code,
      extensions: [
        history(),
        drawSelection(),
        // A narrow page has no room beside a line.
        EditorView.lineWrapping,
        indentOnInput(),
        indentUnit.of("    "),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ activateOnTyping: false }),
        new LanguageSupport(pythonLanguage),
        syntaxHighlighting(classHighlighter),
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        keymap.of([
          { key: "Shift-Enter", run: run(true) },
          { key: "Mod-Enter", run: run(false) },
          ...closeBracketsKeymap,
          ...completionKeymap,
          // After completion's own, which closes its list.
          { key: "Escape", run: leave },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
      ],
    }),
  });
  return {
    focus: () => view.focus(),
    goTo: (line) => {
      const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    },
    setCode: (text) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
  };
}
