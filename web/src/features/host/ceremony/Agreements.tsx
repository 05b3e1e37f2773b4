import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { useRoomView } from '../../room/session';
import { AgreementCard } from './AgreementCard';
import { agreementsOf } from './stage';

/** The agreements of this session, in the order in which they came. */
export function Agreements() {
  const { t } = useTranslation('host-ceremony');
  const agreements = useRoomView(agreementsOf) ?? [];
  if (agreements.length === 0) {
    return (
      <Empty title={t('agreements.none')} action={<a href="/staff/agreements">{t('agreements.link')}</a>}>
        {t('agreements.noneHint')}
      </Empty>
    );
  }
  return agreements.map((agreement) => <AgreementCard key={agreement.agreement} agreement={agreement} />);
}
