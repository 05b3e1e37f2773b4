import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SignedIn } from '@/app/SignedIn';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { useProblemText } from '@/lib/problem';
import { useTitle } from '@/lib/title';
import { useInbox, useMarkRead } from './api';
import './inbox.css';
import { MailChoices } from './MailChoices';
import { MessageRow } from './MessageRow';

/** 收件箱: what I was told, latest first. */
export function InboxPage() {
  const { t } = useTranslation('inbox');
  useTitle(t('title'));
  return (
    <SignedIn
      next="/inbox"
      words={{
        failed: t('failed'),
        signedOut: t('signedOut'),
        signedOutText: t('signedOutText'),
        signIn: t('signIn'),
      }}
    >
      {(me) => (
        <div className="wrap inbox">
          <Messages />
          <MailChoices me={me} />
        </div>
      )}
    </SignedIn>
  );
}

function Messages() {
  const { t } = useTranslation('inbox');
  const text = useProblemText();
  const list = useInbox(true);
  const { one, all } = useMarkRead();
  const pages = list.data?.pages ?? [];
  const messages = pages.flatMap((page) => page.items);
  const unread = pages[0]?.unread ?? 0;
  const latest = messages[0];
  return (
    <section aria-labelledby="inbox-title">
      <header>
        <h1 id="inbox-title">{t('title')}</h1>
        {unread > 0 && latest && (
          <Button variant="soft" size="s" busy={all.isPending} onClick={() => all.mutate(latest.id)}>
            {t('readAll')}
          </Button>
        )}
      </header>
      {list.error && list.data && <Notice tone="warn">{text(list.error)}</Notice>}
      {list.error && !list.data && (
        <ErrorState title={t('failed')} error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && <Skeleton lines={6} />}
      {list.data && messages.length === 0 && (
        <Empty
          title={t('empty')}
          action={
            <Link className="btn soft" to="/">
              {t('emptyAction')}
            </Link>
          }
        >
          <p>{t('emptyText')}</p>
        </Empty>
      )}
      <ul className="inbox-list">
        {messages.map((message) => (
          <li key={message.id}>
            <MessageRow message={message} onRead={() => one.mutate(message.id)} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('earlier')}
        </Button>
      )}
    </section>
  );
}
