const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * Why a 统一社会信用代码 (GB 32100-2015) cannot be right: undefined when it can. The last of its 18 characters
 * is (31 − Σ value × 3^(i−1)) mod 31 over the others.
 */
export function usccProblem(code: string): 'uscc_length' | 'uscc_character' | 'uscc_check_digit' | undefined {
  const text = normaliseUscc(code);
  if (text.length !== 18) return 'uscc_length';
  let sum = 0;
  let weight = 1;
  for (const character of text.slice(0, 17)) {
    const value = alphabet.indexOf(character);
    if (value < 0) return 'uscc_character';
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  if (alphabet.indexOf(text.charAt(17)) < 0) return 'uscc_character';
  return alphabet.charAt((31 - (sum % 31)) % 31) === text.charAt(17) ? undefined : 'uscc_check_digit';
}

/** As it is kept: capitals, no spaces, half-width. */
export function normaliseUscc(code: string): string {
  return code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}
