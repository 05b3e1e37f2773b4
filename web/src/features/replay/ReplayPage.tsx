import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/lib/text';
import { useTitle } from '@/lib/title';
import { Opening } from '../room/Opening';
import { replayQuery } from './api';
import { ReplayProvider } from './player';
import { ReplayRoom } from './ReplayRoom';
import { Shut } from './Shut';

/** A session that is over, played again from its log. */
export function ReplayPage() {
  const { room } = useParams({ from: '/rooms/$room/replay' });
  const { t, i18n } = useTranslation('replay');
  const replay = useQuery(replayQuery(room));
  useTitle(replay.data && t('title', { title: inLanguage(replay.data.session.title, i18n.language) }));
  if (replay.isPending) return <Opening />;
  if (replay.isError) return <Shut room={room} error={replay.error} again={() => void replay.refetch()} />;
  return (
    <ReplayProvider key={room} replay={replay.data}>
      <ReplayRoom />
    </ReplayProvider>
  );
}
