import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { Frame } from './Frame';
import { isOver, type Mine, meIn } from './model';
import { usePaper } from './paper';
import { DocumentCard } from './parts/DocumentCard';
import { Parties } from './parts/Parties';
import { Way } from './parts/Way';
import styles from './sign.module.css';
import { Leave } from './state/Leave';
import { Lost } from './state/Lost';
import { NextStep } from './state/NextStep';
import { Released } from './state/Released';
import { Standing } from './state/Standing';
import { Witnessing } from './state/Witnessing';
import { isAsked, stepOf } from './step';
import type { useSealing } from './useSealing';

interface OverviewProps {
  mine: Mine;
  sealing: ReturnType<typeof useSealing>;
}

/** Which agreement it is, where it stands, what is asked of the reader, and who else signs. */
export function Overview({ mine, sealing }: OverviewProps) {
  const { t } = useTranslation('sign');
  const text = useProblemText();
  const { agreement, version } = mine;
  const step = stepOf(mine);
  const own = meIn(mine);
  const shown = step !== 'ended' && step !== 'replaced' && step !== 'declined' && step !== 'draft';
  const paper = usePaper(agreement.id, shown ? version : 0, agreement.frozen?.digest ?? '');
  const asks = !sealing.lost && isAsked(step);
  const title = inLanguage(agreement.title);
  return (
    <Frame title={t('title')} foot={asks && <NextStep mine={mine} step={step} />}>
      <h1>{title}</h1>
      {own && (
        <p className="t16 c2">
          {t(own.signer.capacity === 'legal' ? 'confirm.legal' : 'confirm.for', {
            party: own.party.name,
            name: own.signer.name,
          })}
        </p>
      )}
      {sealing.lost ? <Lost mine={mine} /> : <Standing mine={mine} step={step} turn={sealing.turn} />}
      {sealing.error !== undefined && <Notice tone="bad">{text(sealing.error)}</Notice>}
      {step === 'released' && agreement.released && <Released agreement={agreement} />}
      {mine.witness && !isOver(agreement) && <Witnessing mine={mine} />}
      {shown && version > 0 && (
        <DocumentCard
          agreement={agreement}
          paper={paper.data}
          pages={paper.data?.pages ?? mine.pages}
          version={version}
          action={
            step !== 'read' && (
              <Link to="/sign/$agreement" params={{ agreement: agreement.id }} search={{ view: 'read' }}>
                {step === 'witness' ? t('document.look') : t('confirm.readAgain')}
              </Link>
            )
          }
        />
      )}
      {own && shown && <Way step={step} agreement={agreement} />}
      {agreement.expiresAt && !isOver(agreement) && (
        <p className={`c2 ${styles.expires}`}>{t('expires', { time: formatMoment(agreement.expiresAt) })}</p>
      )}
      <Parties agreement={agreement} />
      {own && shown && step !== 'released' && <Leave mine={mine} step={step} />}
    </Frame>
  );
}
