import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { Tabs } from '@/components/Tabs';
import { safeNext, signedInHint, useMe } from '@/lib/auth';
import { useTitle } from '@/lib/title';
import { CodeForm } from './CodeForm';
import { GuestForm } from './GuestForm';
import { PasswordForm } from './PasswordForm';
import './sign-in.css';

type Way = 'code' | 'password' | 'guest';

/** Three ways in; afterwards back to where one came from. */
export function SignInPage() {
  const { t } = useTranslation('account');
  const search = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const { data: me } = useMe();
  const [way, setWay] = useState<Way>(wayOf(search.as));
  const next = safeNext(search.next);
  useTitle(t('signIn.title'));

  // Also for who comes here signed in already: a guest may want to become somebody. What the page still
  // remembers of a sign-in that has ended must not send its owner straight back.
  const settled = me?.kind === 'member' && signedInHint();
  const leave = () => void navigate({ to: next, replace: true });
  useEffect(() => {
    if (settled) void navigate({ to: next, replace: true });
  }, [settled, navigate, next]);

  const tabs = [
    { id: 'code' as const, label: t('signIn.code') },
    { id: 'password' as const, label: t('signIn.password') },
    { id: 'guest' as const, label: t('signIn.guest') },
  ];
  return (
    <Shell nav={false}>
      <div className="wrap si">
        <h1>{t('signIn.title')}</h1>
        <p className="c2">{t(`signIn.lead.${way}`)}</p>
        <Tabs label={t('signIn.ways')} tabs={tabs} value={way} onChange={setWay} id="way" />
        <div role="tabpanel" id={`way-panel-${way}`} aria-labelledby={`way-tab-${way}`}>
          {way === 'code' && <CodeForm onDone={leave} />}
          {way === 'password' && <PasswordForm onDone={leave} onCode={() => setWay('code')} />}
          {way === 'guest' && <GuestForm onDone={leave} />}
        </div>
      </div>
    </Shell>
  );
}

function wayOf(asked: string | undefined): Way {
  return asked === 'password' || asked === 'guest' ? asked : 'code';
}
