import { describe, expect, it } from "vitest";

import type { Cell } from "../../src/lesson/cell.ts";
import { renderNotebook } from "../../src/notebook/render-notebook.ts";

const prose: Cell = { id: "words", type: "markdown", role: "prose", source: "# Words", tags: [], sourceHidden: false };
const code: Cell = { id: "sum", type: "code", role: "code", source: "a = 1\na", tags: [], sourceHidden: false };

describe("renderNotebook()", () => {
  it("writes nbformat 4.5 for the kernel python3, outputs cleared", () => {
    expect(renderNotebook([prose, code])).toMatchInlineSnapshot(`
      "{
       "cells": [
        {
         "cell_type": "markdown",
         "id": "words",
         "metadata": {},
         "source": [
          "# Words"
         ]
        },
        {
         "cell_type": "code",
         "execution_count": null,
         "id": "sum",
         "metadata": {},
         "outputs": [],
         "source": [
          "a = 1\\n",
          "a"
         ]
        }
       ],
       "metadata": {
        "kernelspec": {
         "display_name": "Python 3",
         "language": "python",
         "name": "python3"
        },
        "language_info": {
         "name": "python"
        }
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }
      "
    `);
  });

  it("writes tags, and what hides a cell's source in JupyterLab and Colab", () => {
    const cell = { ...code, tags: ["raises-exception"], sourceHidden: true };
    expect(JSON.parse(renderNotebook([cell]))).toMatchObject({
      cells: [{ metadata: { cellView: "form", jupyter: { source_hidden: true }, tags: ["raises-exception"] } }],
    });
  });

  it("gives an empty cell no lines", () => {
    expect(JSON.parse(renderNotebook([{ ...code, source: "" }]))).toMatchObject({ cells: [{ source: [] }] });
  });

  it("refuses two cells with one id", () => {
    expect(() => renderNotebook([prose, code, prose])).toThrow("Two cells have the id words");
  });
});
