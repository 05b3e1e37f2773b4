import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '@/components/Tabs';
import { Chat } from '../../room/chat/Chat';
import { Waiting } from '../../room/panel/Waiting';
import { useCan, useRoomView } from '../../room/session';
import { staffOf } from '../../room/views';
import { Hands } from '../hands/Hands';
import styles from '../host.module.css';
import { Polls } from '../polls/Polls';
import { Desk } from './Desk';
import { Log } from './Log';
import { Roster } from './Roster';

type Tab = 'review' | 'questions' | 'chat' | 'polls' | 'hands' | 'roster' | 'log';

/** Right: what waits for a decision, the talk, the people, and what staff have done. */
export function Side() {
  const { t } = useTranslation('host');
  const mayReview = useCan('review-chat');
  const mayPolls = useCan('list-polls');
  const hands = useRoomView(staffOf)?.hands.length ?? 0;
  const waiting = useRoomView(staffOf)?.waiting.length ?? 0;
  const mayAnswer = useCan('answer-question');
  const asked = useRoomView(staffOf)?.questions.length ?? 0;
  const [tab, setTab] = useState<Tab>('chat');
  const tabs = [
    { id: 'chat' as const, label: t('side.chat') },
    ...(mayReview ? [{ id: 'review' as const, label: t('side.review'), count: waiting, hot: waiting > 0 }] : []),
    ...(mayAnswer ? [{ id: 'questions' as const, label: t('side.questions'), count: asked, hot: asked > 0 }] : []),
    ...(mayPolls ? [{ id: 'polls' as const, label: t('polls.tab') }] : []),
    { id: 'hands' as const, label: t('hands.tab'), count: hands, hot: hands > 0 },
    { id: 'roster' as const, label: t('side.roster') },
    { id: 'log' as const, label: t('side.log') },
  ];
  return (
    <section className={styles.right} aria-label={t('side.label')}>
      <Tabs label={t('side.label')} tabs={tabs} value={tab} onChange={setTab} id="host" />
      <div className={styles.panel} role="tabpanel" id={`host-panel-${tab}`} aria-labelledby={`host-tab-${tab}`}>
        {tab === 'review' && <Waiting />}
        {tab === 'questions' && <Desk />}
        {tab === 'chat' && <Chat />}
        {tab === 'polls' && <Polls />}
        {tab === 'hands' && <Hands />}
        {tab === 'roster' && <Roster />}
        {tab === 'log' && <Log />}
      </div>
    </section>
  );
}
