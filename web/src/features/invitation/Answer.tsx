import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import type { Schema } from '@/lib/api';
import { useProblemText } from '@/lib/problem';
import { type Invitation, useDecline } from './api';
import { ColleagueForm } from './ColleagueForm';
import { RegisterForm } from './RegisterForm';

interface AnswerProps {
  invitation: Invitation;
  token: string;
  onDone: (registration: Schema<'Registration'>) => void;
}

/** Whose the link is, and what one can answer. A personal one asks first: it may have been sent on. */
export function Answer({ invitation, token, onDone }: AnswerProps) {
  const [step, setStep] = useState<'ask' | 'mine' | 'other' | 'colleague'>('ask');
  const back = () => setStep('ask');
  if (step === 'mine' || step === 'other') {
    return (
      <RegisterForm
        {...{ invitation, token, onDone }}
        mine={step === 'mine'}
        onBack={back}
        onOther={() => setStep('other')}
      />
    );
  }
  if (step === 'colleague') return <ColleagueForm token={token} onBack={back} />;
  return invitation.personal ? (
    <Ask
      {...{ invitation, token }}
      onMine={() => setStep('mine')}
      onOther={() => setStep('other')}
      onColleague={() => setStep('colleague')}
    />
  ) : (
    <Everybody invitation={invitation} onAccept={() => setStep('other')} />
  );
}

function Everybody({ onAccept }: { invitation: Invitation; onAccept: () => void }) {
  const { t } = useTranslation('invitation');
  return (
    <section className="iv-card">
      <h2>{t('everybody')}</h2>
      <p className="c2">{t('everybodyText')}</p>
      <Button variant="primary" size="l" wide onClick={onAccept}>
        {t('accept')}
      </Button>
    </section>
  );
}

interface AskProps {
  invitation: Invitation;
  token: string;
  onMine: () => void;
  onOther: () => void;
  onColleague: () => void;
}

function Ask({ invitation, token, onMine, onOther, onColleague }: AskProps) {
  const { t } = useTranslation('invitation');
  const text = useProblemText();
  const decline = useDecline(token);
  const { name, state } = invitation;
  const taken = state === 'accepted' || state === 'waiting';
  return (
    <section className="iv-card" aria-labelledby="iv-ask">
      {state === 'declined' && <Notice tone="info">{t('declined')}</Notice>}
      {state === 'colleague' && <Notice tone="ok">{t('delegated')}</Notice>}
      <h2 id="iv-ask">{t(taken ? 'taken' : 'ask', { name })}</h2>
      <p className="c2">{t(taken ? 'takenText' : 'askText', { name })}</p>
      {!taken && (
        <Button variant="primary" size="l" wide onClick={onMine}>
          {t('mine')}
        </Button>
      )}
      <Button size="l" wide onClick={onOther}>
        {t('notMine')}
      </Button>
      {!taken && (
        <div className="iv-less">
          <button type="button" className="iv-link" onClick={onColleague}>
            {t('toColleague')}
          </button>
          {state !== 'declined' && (
            <button type="button" className="iv-link" disabled={decline.isPending} onClick={() => decline.mutate()}>
              {t('decline')}
            </button>
          )}
        </div>
      )}
      {taken && (
        <a className="iv-link" href={`/sign-in?next=/i/${token}`}>
          {t('signIn')}
        </a>
      )}
      {decline.error && <Notice tone="bad">{text(decline.error)}</Notice>}
    </section>
  );
}
