import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signedInHint } from '@/lib/auth';
import { useProblemText } from '@/lib/problem';
import { ApiError } from '@/lib/problem-types';

/**
 * What a refused change means and what to do. Without a sign-in the server may say that there is no such
 * thing (404), because a visitor must not learn of drafts: then what helps is to sign in again.
 */
export function ProblemText({ error }: { error: unknown }) {
  const { t } = useTranslation('staff');
  const text = useProblemText();
  const next = useLocation({ select: (at) => at.pathname + at.searchStr });
  if (!isSignedOut(error)) return <p>{text(error)}</p>;
  return (
    <p>
      {t('form.signedOut')}{' '}
      <Link to="/sign-in" search={{ next, as: undefined }}>
        {t('form.signIn')}
      </Link>
    </p>
  );
}

export function isSignedOut(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.status === 401 || (!signedInHint() && (error.status === 403 || error.status === 404));
}
