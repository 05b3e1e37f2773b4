import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { useUnread } from '../backchannel/useUnread';
import { ToBackstage } from '../backstage/ToBackstage';
import { Chat } from '../chat/Chat';
import { HandButton } from '../hand/HandButton';
import { HandCall } from '../hand/HandCall';
import { ByEar } from '../media/parts';
import { PollCall } from '../poll/PollCall';
import { Polls } from '../poll/Polls';
import { useMyPoll, useOpenPoll } from '../poll/usePolls';
import { Questions } from '../questions/Questions';
import { Reactions } from '../Reactions';
import styles from '../room.module.css';
import { useCan, useMaterials, useRoomView } from '../session';
import { pollsOf, questionsOf, staffOf, takeAwayOf } from '../views';
import { Materials } from './Materials';
import { TakeAway } from './TakeAway';
import { Waiting } from './Waiting';

/** For those who run the session alone. */
const Backchannel = lazy(() => import('../backchannel/Backchannel'));

type Tab = 'chat' | 'questions' | 'polls' | 'materials' | 'review' | 'backchannel';

/** The panel beside the stage (below it on a phone): one thing at a time. */
export function Panel() {
  const { t } = useTranslation('room');
  const [tab, setTab] = useState<Tab>('chat');
  const mayReview = useCan('review-chat');
  const waiting = useRoomView(staffOf)?.waiting.length ?? 0;
  const asked = useRoomView(questionsOf).filter((question) => question.status === 'open').length;
  const slides = useMaterials().data?.length ?? 0;
  const links = useRoomView(takeAwayOf).length;
  const polls = useRoomView(pollsOf).length;
  const open = useOpenPoll();
  const toVote = (useMyPoll(open?.poll)?.choices.length ?? 0) === 0 && open !== undefined;
  const mayBackchannel = useCan('post-backchannel');
  const unread = useUnread(tab === 'backchannel');
  const tabs = [
    { id: 'chat' as const, label: t('tabs.chat') },
    { id: 'questions' as const, label: t('tabs.questions'), count: asked },
    ...(polls > 0 ? [{ id: 'polls' as const, label: t('tabs.polls'), count: toVote ? 1 : 0, hot: true }] : []),
    { id: 'materials' as const, label: t('tabs.materials'), count: slides + links },
    ...(mayReview ? [{ id: 'review' as const, label: t('tabs.review'), count: waiting, hot: waiting > 0 }] : []),
    ...(mayBackchannel ? [{ id: 'backchannel' as const, label: t('tabs.backchannel'), count: unread, hot: true }] : []),
  ];
  return (
    <aside className={styles.side} aria-label={t('tabs.label')}>
      <Tabs label={t('tabs.label')} tabs={tabs} value={tab} onChange={setTab} id="room" />
      <div className={styles.panel} role="tabpanel" id={`room-panel-${tab}`} aria-labelledby={`room-tab-${tab}`}>
        <HandCall />
        {tab !== 'polls' && <PollCall onOpen={() => setTab('polls')} />}
        {tab === 'chat' && <Chat />}
        {tab === 'questions' && <Questions />}
        {tab === 'polls' && <Polls />}
        {tab === 'materials' && <TakeAway />}
        {tab === 'materials' && <Materials />}
        {tab === 'review' && <Waiting />}
        {tab === 'backchannel' && (
          <Suspense fallback={<Skeleton lines={4} />}>
            <div className={styles.behind}>
              <ToBackstage />
            </div>
            <Backchannel />
          </Suspense>
        )}
      </div>
      <div className={styles.dock}>
        <div className={styles.thumbs}>
          <HandButton />
          <Reactions />
          <ByEar />
        </div>
      </div>
    </aside>
  );
}
