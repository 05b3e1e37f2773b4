/** A version as If-Match names it. */
export function etag(version: number): string {
  return `"${version}"`;
}
