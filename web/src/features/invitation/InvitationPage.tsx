import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Shell } from '@/app/Shell';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import type { Schema } from '@/lib/api';
import { ApiError } from '@/lib/problem-types';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { Answer } from './Answer';
import { invitationQuery } from './api';
import { Done } from './Done';
import './invitation.css';
import { Letter } from './Letter';
import { Shut } from './Shut';
import { shutStates } from './states';

/** What a link in a mail, a message or a code opens: who invites, to what and when, and the answer. */
export function InvitationPage() {
  const { t } = useTranslation('invitation');
  const { token } = useParams({ from: '/i/$token' });
  const { data: invitation, error, refetch } = useQuery(invitationQuery(token));
  const [made, setMade] = useState<Schema<'Registration'>>();
  useTitle(invitation ? t('title', { title: inLanguage(invitation.event.title) }) : t('pageTitle'));
  const registered = made ?? invitation?.registered;
  return (
    <Shell nav={false} organisation={invitation && inLanguage(invitation.chamber)}>
      {!invitation && error && <Failed error={error} onRetry={() => void refetch()} />}
      {!invitation && !error && (
        <div className="wrap">
          <Skeleton page lines={7} label={t('slow')} />
        </div>
      )}
      {invitation && (
        <div className="wrap iv">
          <Letter invitation={invitation} />
          {registered && registered.status !== 'cancelled' ? (
            <Done
              invitation={invitation}
              registration={registered.id}
              status={registered.status}
              contact={made?.contact}
              onSite={invitation.onSite && made?.attendance !== 'online'}
            />
          ) : shutStates.has(invitation.state) ? (
            <Shut invitation={invitation} />
          ) : (
            <Answer invitation={invitation} token={token} onDone={setMade} />
          )}
        </div>
      )}
    </Shell>
  );
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation('invitation');
  if (error instanceof ApiError && error.code === 'invitation_not_found') {
    return (
      <State icon="link" title={t('unknown')} level={1}>
        <p>{t('unknownText')}</p>
      </State>
    );
  }
  return <ErrorState title={t('failed')} error={error} onRetry={onRetry} level={1} />;
}
