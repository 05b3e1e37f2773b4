import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { CeremonyPanel, useCeremony } from '../room/ceremony/parts';
import { TakeAway } from '../room/panel/TakeAway';
import room from '../room/room.module.css';
import { useRoomView } from '../room/session';
import { useShowcase } from '../room/showcase/useShowcase';
import { handoutsOf, pollsOf, questionsOf, takeAwayOf } from '../room/views';
import { Contents } from './Contents';
import { PastChat } from './PastChat';
import { PastPolls } from './PastPolls';
import { PastQuestions } from './PastQuestions';

const ParcelPanel = lazy(() => import('../room/showcase/ParcelPanel'));

export type Tab = 'contents' | 'ceremony' | 'parcel' | 'chat' | 'questions' | 'polls' | 'materials';

/** Beside the stage: what to jump to, and what was said, asked and voted until then. */
export function Panel() {
  const { t } = useTranslation(['replay', 'room']);
  const [tab, setTab] = useState<Tab>('contents');
  const [words, setWords] = useState('');
  const asked = useRoomView(questionsOf).length;
  const polls = useRoomView(pollsOf).length;
  const links = useRoomView(takeAwayOf).length + useRoomView(handoutsOf).length;
  const showcase = useShowcase();
  const ceremony = useCeremony();
  const tabs = [
    { id: 'contents' as const, label: t('contents.title') },
    ...(ceremony ? [{ id: 'ceremony' as const, label: t(`room:tabs.${ceremony}`) }] : []),
    ...(showcase || tab === 'parcel' ? [{ id: 'parcel' as const, label: t('room:tabs.parcel') }] : []),
    { id: 'chat' as const, label: t('room:tabs.chat') },
    { id: 'questions' as const, label: t('room:tabs.questions'), count: asked },
    { id: 'polls' as const, label: t('room:tabs.polls'), count: polls },
    ...(links > 0 || tab === 'materials'
      ? [{ id: 'materials' as const, label: t('room:tabs.materials'), count: links }]
      : []),
  ];
  return (
    <aside className={room.side} aria-label={t('room:tabs.label')}>
      <Tabs label={t('room:tabs.label')} tabs={tabs} value={tab} onChange={setTab} id="replay" />
      <div className={room.panel} role="tabpanel" id={`replay-panel-${tab}`} aria-labelledby={`replay-tab-${tab}`}>
        {tab === 'contents' && <Contents words={words} onWords={setWords} onTab={setTab} />}
        {tab === 'ceremony' && (
          <Suspense fallback={<Skeleton lines={6} />}>
            <CeremonyPanel />
          </Suspense>
        )}
        {tab === 'parcel' && (
          <Suspense fallback={<Skeleton lines={6} />}>
            <ParcelPanel />
          </Suspense>
        )}
        {tab === 'chat' && <PastChat />}
        {tab === 'questions' && <PastQuestions />}
        {tab === 'polls' && <PastPolls />}
        {tab === 'materials' && <TakeAway />}
      </div>
    </aside>
  );
}
