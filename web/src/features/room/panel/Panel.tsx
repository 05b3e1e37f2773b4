import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '@/components/Tabs';
import { Chat } from '../chat/Chat';
import { Questions } from '../questions/Questions';
import { Reactions } from '../Reactions';
import styles from '../room.module.css';
import { useCan, useMaterials, useRoomView } from '../session';
import { questionsOf, staffOf } from '../views';
import { Materials } from './Materials';
import { Waiting } from './Waiting';

type Tab = 'chat' | 'questions' | 'materials' | 'review';

/** The panel beside the stage (below it on a phone): one thing at a time. */
export function Panel() {
  const { t } = useTranslation('room');
  const [tab, setTab] = useState<Tab>('chat');
  const mayReview = useCan('review-chat');
  const waiting = useRoomView(staffOf)?.waiting.length ?? 0;
  const open = useRoomView(questionsOf).filter((question) => question.status === 'open').length;
  const slides = useMaterials().data?.length ?? 0;
  const tabs = [
    { id: 'chat' as const, label: t('tabs.chat') },
    { id: 'questions' as const, label: t('tabs.questions'), count: open },
    { id: 'materials' as const, label: t('tabs.materials'), count: slides },
    ...(mayReview ? [{ id: 'review' as const, label: t('tabs.review'), count: waiting, hot: waiting > 0 }] : []),
  ];
  return (
    <aside className={styles.side} aria-label={t('tabs.label')}>
      <Tabs label={t('tabs.label')} tabs={tabs} value={tab} onChange={setTab} id="room" />
      <div className={styles.panel} role="tabpanel" id={`room-panel-${tab}`} aria-labelledby={`room-tab-${tab}`}>
        {tab === 'chat' && <Chat />}
        {tab === 'questions' && <Questions />}
        {tab === 'materials' && <Materials />}
        {tab === 'review' && <Waiting />}
      </div>
      <div className={styles.dock}>
        <Reactions />
      </div>
    </aside>
  );
}
