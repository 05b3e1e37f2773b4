import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { useUnread } from '../backchannel/useUnread';
import { ToBackstage } from '../backstage/ToBackstage';
import { CeremonyPanel, useCeremony } from '../ceremony/parts';
import { Chat } from '../chat/Chat';
import { HandButton } from '../hand/HandButton';
import { HandCall } from '../hand/HandCall';
import { ByEar } from '../media/parts';
import { PollCall } from '../poll/PollCall';
import { useMyPoll, useOpenPoll } from '../poll/usePolls';
import { Reactions } from '../Reactions';
import styles from '../room.module.css';
import { useCan, useMaterials, useRoomView } from '../session';
import { useShowcase } from '../showcase/useShowcase';
import { pollsOf, questionsOf, staffOf, takeAwayOf } from '../views';

/** For those who run the session alone. */
const Backchannel = lazy(() => import('../backchannel/Backchannel'));

/** What is opened by hand, or by nobody before there is any. */
const Materials = lazy(() => import('./Materials').then((m) => ({ default: m.Materials })));
const TakeAway = lazy(() => import('./TakeAway').then((m) => ({ default: m.TakeAway })));
const Questions = lazy(() => import('../questions/Questions').then((m) => ({ default: m.Questions })));
const Polls = lazy(() => import('../poll/Polls').then((m) => ({ default: m.Polls })));
const Waiting = lazy(() => import('./Waiting').then((m) => ({ default: m.Waiting })));

/** Where parcels are shown. */
const ParcelPanel = lazy(() => import('../showcase/ParcelPanel'));

type Tab = 'ceremony' | 'parcel' | 'chat' | 'questions' | 'polls' | 'materials' | 'review' | 'backchannel';

/** The panel beside the stage (below it on a phone): one thing at a time. */
export function Panel() {
  const { t } = useTranslation('room');
  const showcase = useShowcase();
  const ceremony = useCeremony();
  const [tab, setTab] = useState<Tab>(ceremony ? 'ceremony' : showcase ? 'parcel' : 'chat');
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
    ...(ceremony ? [{ id: 'ceremony' as const, label: t(`tabs.${ceremony}`) }] : []),
    ...(showcase ? [{ id: 'parcel' as const, label: t('tabs.parcel') }] : []),
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
        <Suspense fallback={<Skeleton lines={6} />}>
          {tab === 'ceremony' && <CeremonyPanel />}
          {tab === 'parcel' && <ParcelPanel />}
          {tab === 'chat' && <Chat />}
          {tab === 'questions' && <Questions />}
          {tab === 'polls' && <Polls />}
          {tab === 'materials' && <TakeAway />}
          {tab === 'materials' && <Materials />}
          {tab === 'review' && <Waiting />}
          {tab === 'backchannel' && (
            <>
              <div className={styles.behind}>
                <ToBackstage />
              </div>
              <Backchannel />
            </>
          )}
        </Suspense>
      </div>
      <div className={styles.dock} hidden={tab === 'parcel'}>
        <div className={styles.thumbs}>
          <HandButton />
          <Reactions />
          <ByEar />
        </div>
      </div>
    </aside>
  );
}
