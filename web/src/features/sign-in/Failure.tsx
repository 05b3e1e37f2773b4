import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { ApiError } from '@/lib/problem-types';
import { formatTime } from '@/lib/time';

/** What was refused and when to try again, above the form. */
export function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation('common');
  const text = useProblemText();
  if (!error) return null;
  const number = error instanceof ApiError && (error.status === 0 || error.status >= 500) ? error.requestId : undefined;
  return (
    <Notice tone="bad">
      <p>{text(error)}</p>
      {number && error instanceof ApiError && (
        <p className="code">{t('error.number', { number, time: formatTime(error.at) })}</p>
      )}
    </Notice>
  );
}
