import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { State } from '@/components/State';
import { type Me, useMe } from '@/lib/auth';
import { Shell } from './Shell';

interface Words {
  failed: string;
  signedOut: string;
  signedOutText: string;
  signIn: string;
}

/** A page about oneself: whoever is nobody yet is asked to sign in, and comes back to `next`. */
export function SignedIn({ words, next, children }: { words: Words; next: string; children: (me: Me) => ReactNode }) {
  const { data: me, error, isPending, refetch } = useMe();
  return (
    <Shell>
      {isPending && (
        <div className="wrap">
          <Skeleton page lines={6} />
        </div>
      )}
      {error && !me && <ErrorState title={words.failed} error={error} onRetry={() => void refetch()} level={1} />}
      {me === null && (
        <State
          icon="lock"
          title={words.signedOut}
          level={1}
          actions={
            <Link className="btn pri" to="/sign-in" search={{ next }}>
              {words.signIn}
            </Link>
          }
        >
          <p>{words.signedOutText}</p>
        </State>
      )}
      {me && children(me)}
    </Shell>
  );
}
