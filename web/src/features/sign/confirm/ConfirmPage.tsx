import { Link, Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { passkeysHere } from '@/lib/signing/browser';
import type { Subject } from '@/lib/signing/confirm';
import { Frame } from '../Frame';
import { isClosing, type Mine, meIn } from '../model';
import { usePaper } from '../paper';
import { DocumentCard } from '../parts/DocumentCard';
import { stepOf } from '../step';
import { useHeld } from '../useHeld';
import { ByCode, type Sent } from './ByCode';
import { Checklist } from './Checklist';
import { ConfirmFoot } from './ConfirmFoot';
import { Elsewhere } from './Elsewhere';
import { Statement } from './Statement';
import { Trouble } from './Trouble';
import { useIntent } from './useIntent';

/** Please confirm that this is the one you sign: the document, what was checked, the sentence, one button. */
export function ConfirmPage({ mine }: { mine: Mine }) {
  const { t } = useTranslation('sign');
  const { agreement } = mine;
  const own = meIn(mine);
  const step = stepOf(mine);
  const held = useHeld(mine.keySha256);
  // Confirming anew is for a key that is gone, while the signature is not in the document yet.
  const anew = (step === 'wait-confirm' || isClosing(agreement)) && held === false && mine.state === 'confirmed';
  if (!own || !agreement.frozen || (step !== 'confirm' && !anew)) {
    if (held === undefined && mine.keySha256)
      return (
        <Frame title={t('confirm.bar')} back={agreement.id}>
          {null}
        </Frame>
      );
    return <Navigate to="/sign/$agreement" params={{ agreement: agreement.id }} replace />;
  }
  return <Confirm mine={mine} anew={anew} />;
}

function Confirm({ mine, anew }: { mine: Mine; anew: boolean }) {
  const { t } = useTranslation('sign');
  const { agreement, version } = mine;
  const own = meIn(mine);
  const frozen = agreement.frozen?.digest ?? '';
  const paper = usePaper(agreement.id, version, frozen);
  const [way, setWay] = useState<'code' | 'elsewhere'>();
  const [sent, setSent] = useState<Sent>();
  const digest = paper.data?.digest;
  const same = digest !== undefined && digest === frozen;
  const subject: Subject = { agreement: agreement.id, signer: mine.signer ?? '', digest: digest ?? '' };
  const canPasskey = passkeysHere();
  const intent = useIntent(subject, same && canPasskey && mine.passkeys > 0);
  const party = own?.party.name ?? '';
  const name = own?.signer.name ?? '';
  const statement = intent.data?.says.statement ?? sent?.prepared.says.statement;

  return (
    <Frame
      title={t('confirm.bar')}
      back={agreement.id}
      foot={
        <ConfirmFoot
          mine={mine}
          ready={same}
          canPasskey={canPasskey}
          prepared={intent.data}
          renew={intent.renew}
          onCode={() => setWay('code')}
          onElsewhere={() => setWay('elsewhere')}
        />
      }
    >
      <h1>{t('confirm.title')}</h1>
      <p className="t16 c2">
        {own?.signer.capacity === 'legal' ? t('confirm.legal', { party, name }) : t('confirm.for', { party, name })}
      </p>
      {anew && <Notice tone="warn">{t('lost.again')}</Notice>}
      <DocumentCard
        agreement={agreement}
        paper={paper.data}
        pages={paper.data?.pages ?? mine.pages}
        version={version}
        action={
          <Link to="/sign/$agreement" params={{ agreement: agreement.id }} search={{ view: 'read' }}>
            {t('confirm.readAgain')}
          </Link>
        }
      />
      {paper.isPending && <Skeleton lines={4} label={t('read.loading')} />}
      {!paper.data && paper.error && (
        <ErrorState title={t('read.failed')} error={paper.error} onRetry={() => void paper.refetch()} />
      )}
      {paper.data && !same && (
        <Notice
          tone="bad"
          action={
            <Button size="s" onClick={() => void paper.refetch()}>
              {t('confirm.reload')}
            </Button>
          }
        >
          {t('confirm.differs')}
        </Notice>
      )}
      {paper.data && <Checklist mine={mine} pages={paper.data.pages} digest={digest} same={same} />}
      {intent.error && <Trouble error={intent.error} />}
      <Statement>{statement ?? t('confirm.statement', { party, name })}</Statement>
      {way === 'code' && (
        <ByCode
          subject={subject}
          contact={own?.signer.contact ?? ''}
          sent={sent}
          onSent={setSent}
          onClose={() => setWay(undefined)}
        />
      )}
      {way === 'elsewhere' && <Elsewhere agreement={agreement.id} onClose={() => setWay(undefined)} />}
    </Frame>
  );
}
