const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'";

/**
 * From here on this page loads nothing and sends nothing, whatever runs in it: no policy in force can be taken back.
 * It is called before a file is read, once all that the page needs is there; links away from here load anew.
 */
export function closePage(): void {
  if (isClosed()) return;
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = policy;
  meta.dataset.closed = '';
  document.head.append(meta);
}

export function isClosed(): boolean {
  return document.querySelector('meta[data-closed]') !== null;
}
