import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { languageNames } from '@/lib/language';
import { formatMoment } from '@/lib/time';
import { type Member, useMember } from './api';
import { Labels } from './columns';
import { MemberActions } from './MemberActions';
import { MemberEditor } from './MemberEditor';

interface MemberDrawerProps {
  id: string;
  own: boolean;
  onClose: () => void;
}

/** Everything about one member. The chamber's secretary edits, others read it masked. */
export function MemberDrawer({ id, own, onClose }: MemberDrawerProps) {
  const { t } = useTranslation('staff-members');
  const { t: staff } = useTranslation('staff');
  const { data: member, error, refetch } = useMember(id);
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={member?.name ?? t('one')}
      closable={{ 'aria-label': staff('form.close') }}
    >
      {error && !member && <ErrorState title={t('failedOne')} error={error} onRetry={() => void refetch()} level={3} />}
      {!error && !member && <Skeleton lines={6} />}
      {member && (
        <div className="st-person">
          {member.unsubscribedAt && (
            <Notice tone="warn">{t('unsubscribedText', { at: formatMoment(member.unsubscribedAt) })}</Notice>
          )}
          {!own && <Notice>{t('masked')}</Notice>}
          <Facts member={member} whole={!own} />
          {own && <MemberEditor member={member} />}
          {own && <MemberActions member={member} onRemoved={onClose} />}
        </div>
      )}
    </Drawer>
  );
}

/** Where the member comes from; for who cannot edit also all the rest. */
function Facts({ member, whole }: { member: Member; whole: boolean }) {
  const { t } = useTranslation('staff-members');
  const { consent, organisation, title, phone, mail, region, language } = member;
  const rest = [
    ['organisation', organisation],
    ['title', title],
    ['phone', phone],
    ['mail', mail],
    ['region', region],
    ['language', language && languageNames[language]],
  ] as const;
  return (
    <dl className="st-facts">
      <div>
        <dt>{t('consent')}</dt>
        <dd>{t(`basis.${consent.basis}`)}</dd>
      </div>
      <div>
        <dt>{t('field.source')}</dt>
        <dd>{consent.source}</dd>
      </div>
      <div>
        <dt>{t('consentAt')}</dt>
        <dd>{formatMoment(consent.at)}</dd>
      </div>
      {whole &&
        rest.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`field.${name}`)}</dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      {whole && (
        <div>
          <dt>{t('labels')}</dt>
          <dd>
            <Labels member={member} />
          </dd>
        </div>
      )}
    </dl>
  );
}
