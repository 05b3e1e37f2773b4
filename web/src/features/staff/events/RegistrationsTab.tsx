import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { formatNumber } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { Choices, FilterBar, SearchBox } from '../shared/Filters';
import { type RecordColumn, RecordList } from '../shared/RecordList';
import { RegistrationStatusTag } from '../shared/StatusTag';
import { useUrlState } from '../shared/useUrlState';
import { registrationsFile, useCancelRegistration, useRegistrations } from './api';
import { type Registration, type RegistrationStatus, registrationStatuses, type StaffEvent } from './model';
import { NeedsOf } from './NeedsOf';

/** Who registered; contacts are masked until somebody who may asks for them. */
export function RegistrationsTab({ event }: { event: StaffEvent }) {
  const { t } = useTranslation('staff');
  const [url, setUrl] = useUrlState();
  const [whole, setWhole] = useState(false);
  const [cancelling, setCancelling] = useState<Registration | null>(null);
  const onSite = url.onSite ? true : undefined;
  const status = registrationStatuses.find((one) => one === url.status);
  const list = useRegistrations(event.id, {
    q: url.q,
    status,
    contacts: whole ? 'full' : undefined,
    ...(onSite && { onSite }),
  });
  const { confirmed = 0, waiting = 0 } = event.registrations ?? {};
  return (
    <div className="st-section first">
      <header className="st-section-head">
        <p className="st-count">
          <b>{formatNumber(confirmed)}</b> {t('registrationStatus.confirmed')}
          <b>{formatNumber(waiting)}</b> {t('registrationStatus.waiting')}
        </p>
        <span className="st-actions">
          {event.can.includes('create-check-in') && (
            <Link className={buttonClass({ size: 's' })} to="/staff/check-in" search={{ event: event.id } as never}>
              {t('registrations.door')}
            </Link>
          )}
          {event.can.includes('export-registrations') && (
            <a className={buttonClass({ size: 's' })} href={registrationsFile(event.id, status, onSite)} download>
              {t('registrations.export')}
            </a>
          )}
          {event.can.includes('read-contacts') && !whole && (
            <Button size="small" onClick={() => setWhole(true)}>
              {t('registrations.showContacts')}
            </Button>
          )}
        </span>
      </header>
      {whole && <Notice>{t('registrations.contactsShown')}</Notice>}
      <FilterBar label={t('registrations.filter')}>
        <Choices<RegistrationStatus>
          label={t('events.byStatus')}
          all={t('list.all')}
          options={registrationStatuses.map((value) => ({ value, label: t(`registrationStatus.${value}`) }))}
          value={status}
          onChange={(next) => setUrl({ status: next })}
        />
        <Checkbox
          checked={Boolean(onSite)}
          onChange={({ target }) => setUrl({ onSite: target.checked ? '1' : undefined })}
        >
          {t('registrations.onSite')}
        </Checkbox>
        <SearchBox label={t('registrations.search')} value={url.q} onChange={(q) => setUrl({ q })} />
      </FilterBar>
      <RecordList
        label={t('editor.registrations')}
        list={list}
        columns={useColumns(setCancelling)}
        failed={t('registrations.failed')}
        empty={
          url.q || status || onSite ? (
            <Empty title={t('list.noneFound')}>{t('list.loosen')}</Empty>
          ) : (
            <Empty title={t('registrations.empty')}>{t('registrations.emptyText')}</Empty>
          )
        }
      />
      {cancelling && <CancelDialog event={event} registration={cancelling} onClose={() => setCancelling(null)} />}
    </div>
  );
}

function useColumns(onCancel: (registration: Registration) => void): RecordColumn<Registration>[] {
  const { t } = useTranslation('staff');
  const industry = t as (key: string) => string;
  return [
    {
      key: 'name',
      title: t('registrations.who'),
      width: 180,
      phone: 'title',
      cell: ({ name, organisationName }) => (
        <>
          <span className="st-title">{name || t('people.erased')}</span>
          <span className="st-sub">{organisationName}</span>
        </>
      ),
    },
    { key: 'contact', title: t('registrations.contact'), cell: ({ contact }) => contact || '–', width: 150 },
    {
      key: 'needs',
      title: t('registrations.needs'),
      cell: (one) => (
        <>
          <NeedsOf registration={one} />
          {one.interests.length > 0 && (
            <span className="st-sub">
              {one.interests.map((code) => industry(`industries.${code}`)).join(t('form.listComma'))}
            </span>
          )}
        </>
      ),
      width: 130,
    },
    {
      key: 'status',
      title: t('events.status'),
      cell: ({ status }) => <RegistrationStatusTag status={status} />,
      width: 80,
    },
    {
      key: 'at',
      title: t('registrations.at'),
      cell: ({ createdAt, consentVersion, consentAt, consentLanguage }) => (
        <>
          {formatMoment(createdAt)}
          <span className="st-sub" title={`${consentLanguage} ${formatMoment(consentAt)}`}>
            {t('registrations.consent', { version: consentVersion })}
          </span>
        </>
      ),
      width: 160,
    },
    {
      key: 'cancel',
      title: t('registrations.do'),
      phone: 'foot',
      width: 90,
      cell: (registration) =>
        registration.status !== 'cancelled' && (
          <Button
            size="small"
            type="text"
            aria-label={t('registrations.cancelOf', { name: registration.name })}
            onClick={() => onCancel(registration)}
          >
            {t('registrations.cancel')}
          </Button>
        ),
    },
  ];
}

interface CancelDialogProps {
  event: StaffEvent;
  registration: Registration;
  onClose: () => void;
}

function CancelDialog({ event, registration, onClose }: CancelDialogProps) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const cancel = useCancelRegistration(event.id);
  const done = () => {
    say(t('registrations.cancelled'));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('registrations.cancelTitle', { name: registration.name })}
      consequences={t('registrations.cancelConsequences').split('\n')}
      action={t('registrations.cancel')}
      danger
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate(registration.id, { onSuccess: done })}
      onClose={onClose}
    />
  );
}
