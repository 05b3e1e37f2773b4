import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IconName } from '@/components/Icon';
import { Skeleton } from '@/components/Skeleton';
import { type Tab, Tabs } from '@/components/Tabs';
import { loadWords } from '@/lib/i18n';
import { useCeremony } from '../../room/ceremony/parts';
import { Chat } from '../../room/chat/Chat';
import { Waiting } from '../../room/panel/Waiting';
import { useCan, useRoomView } from '../../room/session';
import { staffOf } from '../../room/views';
import { Hands } from '../hands/Hands';
import styles from '../host.module.css';
import { Polls } from '../polls/Polls';
import { Desk } from './Desk';
import { Dock } from './Dock';
import { Log } from './Log';
import { Roster } from './Roster';
import side from './side.module.css';

/** Only ceremonies need it. */
const HostCeremony = lazy(() => loadWords('host-ceremony', 'ceremony').then(() => import('../ceremony/HostCeremony')));

type TabId = 'ceremony' | 'review' | 'questions' | 'chat' | 'polls' | 'hands' | 'roster' | 'log';

/** Right: what waits for a decision, the talk, the people, what staff have done, and the backchannel. */
export function Side() {
  const { t } = useTranslation('host');
  const mayReview = useCan('review-chat');
  const mayPolls = useCan('list-polls');
  const hands = useRoomView(staffOf)?.hands.length ?? 0;
  const waiting = useRoomView(staffOf)?.waiting.length ?? 0;
  const mayAnswer = useCan('answer-question');
  const asked = useRoomView(staffOf)?.questions.length ?? 0;
  const ceremony = useCeremony();
  const [open, setOpen] = useState<TabId>(ceremony ? 'ceremony' : 'chat');
  const tabs = [
    ...(ceremony ? [tab('ceremony', 'document', t(`side.${ceremony}`))] : []),
    tab('chat', 'chat', t('side.chat')),
    ...(mayReview ? [tab('review', 'eye', t('side.review'), waiting)] : []),
    ...(mayAnswer ? [tab('questions', 'help', t('side.questions'), asked)] : []),
    ...(mayPolls ? [tab('polls', 'signal', t('polls.tab'))] : []),
    tab('hands', 'hand', t('hands.tab'), hands),
    tab('roster', 'people', t('side.roster')),
    tab('log', 'clock', t('side.log')),
  ];
  return (
    <section className={side.side} aria-label={t('side.label')}>
      <Tabs label={t('side.label')} tabs={tabs} value={open} onChange={setOpen} id="host" />
      <div className={styles.panel} role="tabpanel" id={`host-panel-${open}`} aria-labelledby={`host-tab-${open}`}>
        {open === 'ceremony' && (
          <Suspense fallback={<Skeleton lines={6} />}>
            <HostCeremony />
          </Suspense>
        )}
        {open === 'review' && <Waiting />}
        {open === 'questions' && <Desk />}
        {open === 'chat' && <Chat />}
        {open === 'polls' && <Polls />}
        {open === 'hands' && <Hands />}
        {open === 'roster' && <Roster />}
        {open === 'log' && <Log />}
      </div>
      <Dock />
    </section>
  );
}

/** What waits for somebody is told beside the icon. */
function tab(id: TabId, icon: IconName, label: string, count = 0): Tab<TabId> {
  return { id, icon, label, count, hot: true };
}
