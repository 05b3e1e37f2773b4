/** Names as a sentence has them: 甲方、乙方和丙方. */
export function listed(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language).format(names);
}
