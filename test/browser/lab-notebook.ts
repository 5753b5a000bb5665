import type { Locator, Page } from "playwright-core";

/** A notebook that is open in JupyterLab, used as a person does: by what can be seen, clicked and typed. */
export class LabNotebook {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Waits until Lab shows the notebook and its kernel is idle. */
  static async opened(page: Page): Promise<LabNotebook> {
    const notebook = new LabNotebook(page);
    await page.getByRole("feed", { name: "Cells" }).waitFor();
    await notebook.idle();
    return notebook;
  }

  async idle(): Promise<void> {
    await this.page.getByRole("button", { name: / \| Idle$/ }).waitFor();
  }

  async #isIdle(): Promise<boolean> {
    return await this.page.getByRole("button", { name: / \| Idle$/ }).isVisible();
  }

  /** The code cells, in order; each is there even where it lies outside the window. */
  get codeCells(): Locator {
    return this.page.locator(".jp-Notebook .jp-CodeCell");
  }

  /** `[1]:`, `[*]:` while it waits or runs, `[ ]:`. */
  async prompt(index: number): Promise<string | null> {
    return await this.codeCells.nth(index).locator(".jp-InputArea-prompt").textContent();
  }

  /** How many code cells have not run, or run now; hidden cells show no prompt and are not counted. */
  async waiting(): Promise<number> {
    const prompts = await this.codeCells.locator(".jp-InputArea-prompt").allTextContents();
    return prompts.filter((prompt) => prompt === "[*]:" || prompt === "[ ]:").length;
  }

  /** The text below a code cell. */
  async output(index: number): Promise<string> {
    return (await this.codeCells.nth(index).locator(".jp-OutputArea-output").allTextContents()).join("");
  }

  /** In pixels, of the images below a code cell that could be decoded. */
  async imageWidths(index: number): Promise<readonly number[]> {
    const images = this.codeCells.nth(index).locator(".jp-OutputArea-output img");
    return await images.evaluateAll((elements: readonly { naturalWidth: number }[]) =>
      elements.map(({ naturalWidth }) => naturalWidth).filter((width) => width > 0),
    );
  }

  async run(index: number): Promise<void> {
    await this.codeCells.nth(index).getByRole("textbox").first().click();
    await this.page.keyboard.press("Control+Enter");
  }

  /** Writes a text in the place of a cell's own, as by pasting it. */
  async write(index: number, text: string): Promise<void> {
    await this.codeCells.nth(index).getByRole("textbox").first().click();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.insertText(text);
  }

  /** Runs a cell and the next one, by Shift+Enter twice. */
  async runWithNext(index: number): Promise<void> {
    await this.codeCells.nth(index).getByRole("textbox").first().click();
    await this.page.keyboard.press("Shift+Enter");
    await this.page.keyboard.press("Shift+Enter");
  }

  async runAll(): Promise<void> {
    await this.#menu("Run", "Run All Cells");
  }

  /** Chooses a theme; the server keeps it for pages that are opened later. */
  async dress(theme: "JupyterLab Light" | "JupyterLab Dark"): Promise<void> {
    // By what can be read: an item with a menu behind it, or a tick before it, has a role and a name of its own.
    const item = (text: string): Locator => this.page.locator(".lm-Menu-itemLabel").getByText(text, { exact: true });
    await this.page.getByRole("menuitem", { name: "Settings", exact: true }).click();
    await item("Theme").click();
    await item(theme).click();
    const isLight = theme === "JupyterLab Light";
    await this.page.locator(`body[data-jp-theme-light="${isLight}"]`).waitFor({ state: "attached" });
  }

  /** Waits until all cells have run, and the kernel is idle; fails where none has ended for three minutes. */
  async ran(): Promise<void> {
    let [least, since, waiting] = [Infinity, Date.now(), 0];
    // Hidden cells show no prompt, and the kernel is idle for a moment between two cells.
    do {
      await this.idle();
      await this.page.waitForTimeout(500);
      waiting = await this.waiting();
      if (waiting < least) [least, since] = [waiting, Date.now()];
      if (Date.now() - since > 180_000)
        throw new Error(`${waiting} cells wait, and none has ended: ${await this.#seen()}`);
    } while (waiting > 0 || !(await this.#isIdle()));
  }

  /** The page's prompts and dialogues, and what its status bar says. */
  async #seen(): Promise<string> {
    const prompts = await this.codeCells.locator(".jp-InputArea-prompt").allTextContents();
    const told = await this.page.locator(".jp-Dialog, #jp-main-statusbar").allTextContents();
    return [...prompts, ...told].join(" ");
  }

  async interrupt(): Promise<void> {
    await this.page.getByRole("button", { name: "Interrupt the kernel" }).click();
  }

  /** Resolves when the server has answered; the kernel need not be idle yet. */
  async restart(): Promise<void> {
    await this.page.getByRole("button", { name: "Restart the kernel", exact: true }).click();
    const answered = this.page.waitForResponse(/\/api\/kernels\/[^/]+\/restart/);
    const confirm = this.page.getByRole("dialog").getByRole("button", { name: "Confirm Kernel Restart" });
    await Promise.all([answered, confirm.click()]);
  }

  async answer(text: string): Promise<void> {
    const field = this.page.locator(".jp-Stdin-input");
    await field.fill(text);
    await field.press("Enter");
  }

  async save(): Promise<void> {
    const saved = this.page.waitForResponse(
      (response) => response.request().method() === "PUT" && response.url().includes("/api/contents/"),
    );
    await Promise.all([saved, this.page.keyboard.press("Control+s")]);
  }

  async #menu(menu: string, item: string): Promise<void> {
    await this.page.getByRole("menuitem", { name: menu, exact: true }).click();
    await this.page.getByRole("menuitem", { name: item, exact: true }).click();
  }
}
