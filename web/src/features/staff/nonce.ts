/**
 * Gives every style element made from now on the nonce the Content-Security-Policy asks for. Ant Design takes
 * the nonce for its own styles, but the parts below it (scroll lock, scroll bar measure) make some without.
 */
export function giveStylesNonce(nonce: string): void {
  const create = document.createElement.bind(document) as (
    tag: string,
    options?: ElementCreationOptions,
  ) => HTMLElement;
  document.createElement = ((tag: string, options?: ElementCreationOptions) => {
    const element = create(tag, options);
    if (element instanceof HTMLStyleElement && !element.nonce) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
