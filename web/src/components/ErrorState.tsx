import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/lib/problem';
import { ApiError } from '@/lib/problem-types';
import { formatTime } from '@/lib/time';
import { Button } from './Button';
import type { IconName } from './Icon';
import { State } from './State';

interface ErrorStateProps {
  /** What did not work: 活动没有取到. */
  title: string;
  error: unknown;
  onRetry?: () => void;
  /** Anything besides retrying. */
  action?: ReactNode;
  level?: 1 | 2 | 3;
}

/** What happened, whether one's work is safe, what next; with the number to quote. */
export function ErrorState({ title, error, onRetry, action, level }: ErrorStateProps) {
  const { t } = useTranslation('common');
  const text = useProblemText();
  const number = error instanceof ApiError ? error.requestId : undefined;
  const at = error instanceof ApiError ? error.at : undefined;
  return (
    <State
      icon={iconOf(error)}
      title={title}
      level={level}
      alert
      actions={
        <>
          {onRetry && (
            <Button variant="primary" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
          {action}
        </>
      }
      foot={number && at ? t('error.number', { number, time: formatTime(at) }) : undefined}
    >
      <p>{text(error)}</p>
    </State>
  );
}

function iconOf(error: unknown): IconName {
  if (!(error instanceof ApiError)) return 'warning';
  if (error.status === 0) return 'offline';
  return error.status === 401 || error.status === 403 ? 'lock' : 'warning';
}
