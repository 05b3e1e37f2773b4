import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '@/components/Icon';
import { formatMoment } from '@/lib/time';
import { hasAccepted, hasConfirmed, type Mine, meIn, signersOf, type Turn } from '../model';
import { whenOf } from '../parts/DocumentCard';
import { LevelTag } from '../parts/LevelTag';
import type { Step } from '../step';
import { Closing } from './Closing';
import styles from './state.module.css';

interface StandingProps {
  mine: Mine;
  step: Step;
  turn: Turn | undefined;
}

const icons: Partial<Record<Step, IconName>> = {
  'wait-confirm': 'check',
  'wait-freeze': 'check',
  released: 'check',
  ended: 'stop',
  replaced: 'person',
  declined: 'stop',
  witness: 'eye',
};

/** What has happened, whether anything is to do, and what comes next: in two lines. */
export function Standing({ mine, step, turn }: StandingProps) {
  if (step === 'sealing') return <Closing mine={mine} turn={turn} />;
  return <Plain mine={mine} step={step} />;
}

function Plain({ mine, step }: { mine: Mine; step: Exclude<Step, 'sealing'> }) {
  const { t } = useTranslation('sign');
  const done = step === 'released' || step === 'wait-confirm' || step === 'wait-freeze';
  return (
    <section className={styles.standing} data-done={done} aria-labelledby="standing">
      <Icon name={icons[step] ?? 'document'} />
      <div role="status">
        <h2 id="standing">{useHeadline(mine, step)}</h2>
        <p className="c2">{useDetail(mine, step)}</p>
        {step === 'wait-confirm' && mine.level && (
          <p className={styles.tags}>
            <LevelTag level={mine.level} />
            <span className="c3">{t('standing.keep')}</span>
          </p>
        )}
      </div>
    </section>
  );
}

function useHeadline(mine: Mine, step: Exclude<Step, 'sealing'>): string {
  const { t } = useTranslation('sign');
  const { agreement } = mine;
  const at = meIn(mine)?.signer.confirmedAt;
  if (step === 'ended') return t(`standing.${agreement.state as 'withdrawn' | 'expired' | 'voided'}`);
  if (step === 'wait-confirm') return t('standing.wait-confirm', { time: at ? whenOf(at) : '' });
  return t(`standing.${step}`);
}

function useDetail(mine: Mine, step: Exclude<Step, 'sealing'>): string {
  const { t } = useTranslation('sign');
  const { agreement } = mine;
  const { ended, released } = agreement;
  const waiting = signersOf(agreement)
    .filter(({ signer }) => !(agreement.frozen ? hasConfirmed(signer) : hasAccepted(signer)))
    .map(({ party, signer }) => t('standing.who', { role: party.role, name: signer.name }));
  const who = waiting.join(t('standing.and'));
  switch (step) {
    case 'ended': {
      if (!ended) return t('detail.ended');
      const time = formatMoment(ended.at);
      const words = { time, name: ended.name ?? '', reason: ended.reason ?? '' };
      if (agreement.state === 'expired') return t('detail.expired', words);
      if (agreement.state === 'voided') return t(ended.reason ? 'detail.voidedReason' : 'detail.voided', words);
      return t(ended.reason ? 'detail.withdrawnReason' : 'detail.withdrawn', words);
    }
    case 'released':
      return t('detail.released', { time: released ? formatMoment(released.at) : '' });
    case 'wait-freeze':
      return waiting.length > 0 ? t('detail.wait-accept', { who }) : t('detail.wait-freeze');
    case 'wait-confirm':
      return t('detail.wait-confirm', { who, count: waiting.length });
    default:
      return t(`detail.${step}`);
  }
}
