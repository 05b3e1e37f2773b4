import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Icon, type IconName } from '@/components/Icon';
import { useProblemText } from '@/lib/problem';
import { ApiError } from '@/lib/problem-types';
import { formatTime } from '@/lib/time';
import type { Draft, Verdict } from './door';

const looks: Record<Verdict['kind'], { icon: IconName; tone: string; buzz: number[] }> = {
  asking: { icon: 'clock', tone: 'plain', buzz: [] },
  welcome: { icon: 'check', tone: 'ok', buzz: [80] },
  again: { icon: 'person', tone: 'warn', buzz: [80, 80, 80] },
  kept: { icon: 'offline', tone: 'warn', buzz: [80] },
  refused: { icon: 'close', tone: 'bad', buzz: [300] },
};

interface Props {
  verdict: Verdict | undefined;
  /** Lets in who is on the waiting list. */
  onAdmit: (draft: Draft) => void;
}

/** What the door says of the last code, to be read at arm's length, heard and felt. */
export function VerdictView({ verdict, onAdmit }: Props) {
  const { t } = useTranslation('staff-check-in');
  const text = useProblemText();
  useEffect(() => {
    const buzz = verdict ? looks[verdict.kind].buzz : [];
    if (buzz.length > 0) navigator.vibrate?.(buzz);
  }, [verdict]);
  if (!verdict) return <div role="status" />;
  const { icon, tone } = looks[verdict.kind];
  const waiting =
    verdict.kind === 'refused' && verdict.error instanceof ApiError && verdict.error.code === 'check_in_waiting';
  return (
    <div role="status" className={`ci-verdict ${tone}`}>
      <Icon name={icon} />
      <p className="ci-says">
        {t(`verdict.${verdict.kind}`, { name: 'checkIn' in verdict ? verdict.checkIn.name : '' })}
      </p>
      {verdict.kind === 'welcome' && <p>{verdict.checkIn.organisationName}</p>}
      {verdict.kind === 'again' && (
        <p>{t('verdict.againText', { name: verdict.checkIn.name, time: formatTime(verdict.checkIn.at) })}</p>
      )}
      {verdict.kind === 'kept' && <p>{t('verdict.keptText')}</p>}
      {verdict.kind === 'refused' && (
        <p>
          {waiting && verdict.error instanceof ApiError && `${String(verdict.error.params?.name ?? '')} `}
          {text(verdict.error)}
        </p>
      )}
      {waiting && <Button onClick={() => onAdmit(verdict.draft)}>{t('verdict.admit')}</Button>}
    </div>
  );
}
