import { useTranslation } from 'react-i18next';
import { Tag, type TagTone } from '@/components/Tag';
import type { Status } from '@/lib/land/types';

const tones: Record<Status, TagTone> = {
  announced: 'warn',
  listed: 'act',
  bidding: 'act',
  publicised: 'plain',
  sold: 'ok',
  unsold: 'plain',
  suspended: 'bad',
  terminated: 'plain',
};

/** How far a grant has come. */
export function StatusTag({ status }: { status: string | undefined }) {
  const { t } = useTranslation('land');
  if (!isStatus(status)) return null;
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>;
}

function isStatus(status: string | undefined): status is Status {
  return status !== undefined && status in tones;
}
