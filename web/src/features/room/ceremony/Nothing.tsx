import { useTranslation } from 'react-i18next';
import { Empty } from '@/components/Empty';
import { useCeremony } from './parts';

/** Before anything of the ceremony is there to be seen. */
export function Nothing() {
  const { t } = useTranslation('ceremony');
  const kind = useCeremony() ?? 'signing';
  return <Empty title={t(`empty.${kind}`)}>{t(`empty.${kind}More`)}</Empty>;
}
