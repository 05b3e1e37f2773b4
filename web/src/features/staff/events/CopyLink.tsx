import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useToast } from '@/components/Toast';
import { inLanguage } from '@/lib/text';
import { copyText } from '../shared/copy';
import type { StaffEvent } from './model';

/** Copies the address that investors are sent. A draft has none to send yet. */
export function CopyLink({ event }: { event: Pick<StaffEvent, 'slug' | 'status' | 'title'> }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  if (event.status !== 'published') return <span className="c3 st-wide">{t('events.noLink')}</span>;
  const copy = async () => {
    const done = await copyText(`${location.origin}/events/${event.slug}`);
    say(done ? t('events.copied') : t('events.notCopied'), done ? 'ok' : 'bad');
  };
  return (
    <Button
      size="small"
      type="text"
      icon={<Icon name="copy" size="s" />}
      aria-label={t('events.copyOf', { title: inLanguage(event.title) })}
      onClick={() => void copy()}
    >
      {t('events.copy')}
    </Button>
  );
}
