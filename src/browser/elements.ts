/** A button with a text. */
export function button(
  text: string,
  onClick: () => void,
  more: { readonly title?: string; readonly label?: string } = {},
): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (more.title !== undefined) made.title = more.title;
  if (more.label !== undefined) made.setAttribute("aria-label", more.label);
  made.addEventListener("click", onClick);
  return made;
}

/** An element with a class and what stands in it. */
export function element(name: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

/** The element that the page's template has; what is not there is a fault of the template. */
export function need(parent: ParentNode, selector: string): HTMLElement {
  const found = parent.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`The page has no ${selector}`);
}
