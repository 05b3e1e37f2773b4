import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useUrlState } from '../shared/useUrlState';
import { useChambers } from './chambers';
import { MemberList } from './MemberList';
import './members.css';

export function MembersPage() {
  return (
    <Allowed to="list-members">
      <Chosen />
    </Allowed>
  );
}

/** The list of the chamber that the address names, or of the first there is. */
function Chosen() {
  const { t } = useTranslation('staff-members');
  const [url] = useUrlState();
  const { chambers, error, refetch } = useChambers();
  if (!chambers) {
    if (error) return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} level={1} />;
    return <Skeleton lines={8} />;
  }
  const chamber = chambers.find(({ id }) => id === url.chamber) ?? chambers[0];
  if (!chamber) {
    return (
      <>
        <PageHead title={t('title')} />
        <Empty title={t('noChamber')}>{t('noChamberText')}</Empty>
      </>
    );
  }
  return <MemberList key={chamber.id} chamber={chamber} chambers={chambers} />;
}
