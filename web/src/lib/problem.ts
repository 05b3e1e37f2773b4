import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from './problem-types';
import { waitText } from './time';

type Translate = TFunction<'errors'>;

/** What went wrong and what to do, in the page's language: translated from the stable code. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation('errors');
  return useCallback((error: unknown) => problemText(t, error), [t]);
}

export function problemText(t: Translate, error: unknown): string {
  if (!(error instanceof ApiError)) return t('unknown');
  const words = { ...error.params, wait: waitText(t, error.retryAfter) };
  return codeText(t, error.code, words) ?? codeText(t, kindOf(error.status), words) ?? t('unknown');
}

/** The text of a code, undefined when the page has none. */
export function codeText(t: Translate, code: string, params: Record<string, unknown> = {}): string | undefined {
  const words = (t as (key: string, options: object) => string)(code, { ...params, defaultValue: '' });
  return words || undefined;
}

/** The code that stands for all refusals of a status, for codes this page does not know yet. */
function kindOf(status: number): string {
  const kinds: Record<number, string> = {
    401: 'sign_in_required',
    403: 'forbidden',
    404: 'not_found',
    409: 'conflict',
    412: 'version_conflict',
    413: 'too_large',
    429: 'rate_limited',
  };
  return kinds[status] ?? (status >= 500 ? 'internal' : 'invalid_input');
}

/** Problems by field without the `body.` before it, translated; a form shows each below its field. */
export function fieldProblems(t: Translate, error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const found: Record<string, string> = {};
  for (const { field, code, message } of error.fields) {
    const name = field.replace(/^body\./, '');
    found[name] ??= codeText(t, code, error.params) ?? (message || t('invalid_input'));
  }
  return found;
}
