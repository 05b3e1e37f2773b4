import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Notice } from '@/components/Notice';
import { Skeleton } from '@/components/Skeleton';
import { useToast } from '@/components/Toast';
import { useProblemText } from '@/lib/problem';
import { inLanguage } from '@/lib/text';
import { formatMoment } from '@/lib/time';
import { ActionButton } from '../shared/ActionButton';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useDeleteWebhook, useTestWebhook, useWebhook, type Webhook } from './api';
import { Deliveries } from './Deliveries';
import { RotateDialog } from './RotateDialog';
import { WebhookDrawer } from './WebhookDrawer';
import { WebhookState } from './Webhooks';
import { useNames } from './words';
import './integrations.css';

export function WebhookPage() {
  return (
    <Allowed to="list-webhooks">
      <Loader />
    </Allowed>
  );
}

function Loader() {
  const { t } = useTranslation('staff-integrations');
  const { webhook: id } = useParams({ from: '/staff/integrations/$webhook' });
  const { data, error, refetch } = useWebhook(id);
  if (data) return <Loaded webhook={data} />;
  if (error) return <ErrorState title={t('webhooks.failed')} error={error} onRetry={() => void refetch()} level={1} />;
  return <Skeleton lines={8} />;
}

type Open = 'edit' | 'rotate' | 'delete';

/** One address: what it is told, whether that arrives, and every message of the last month. */
function Loaded({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('staff-integrations');
  const { kind } = useNames();
  const say = useToast();
  const problem = useProblemText();
  const [open, setOpen] = useState<Open>();
  const test = useTestWebhook(webhook.id);
  const close = () => setOpen(undefined);
  const send = () =>
    test.mutate(undefined, {
      onSuccess: () => say(t('tested')),
      onError: (error) => say(problem(error), 'bad'),
    });
  return (
    <>
      <PageHead
        title={webhook.name}
        trail={<Link to="/staff/integrations">{t('title')}</Link>}
        marks={<WebhookState webhook={webhook} />}
        note={<span className="in-url">{webhook.url}</span>}
        actions={
          <>
            <ActionButton type="primary" busy={test.isPending} onClick={send}>
              {t('test')}
            </ActionButton>
            <Button onClick={() => setOpen('edit')}>{t('change')}</Button>
            <Button onClick={() => setOpen('rotate')}>{t('rotate')}</Button>
            <Button danger onClick={() => setOpen('delete')}>
              {t('remove')}
            </Button>
          </>
        }
      />
      {webhook.stopped && <Notice tone="bad">{t(`stoppedText.${webhook.stopped}`)}</Notice>}
      {webhook.oldUntil && Date.parse(webhook.oldUntil) > Date.now() && (
        <Notice>{t('oldUntil', { until: formatMoment(webhook.oldUntil) })}</Notice>
      )}
      <dl className="st-facts in-facts">
        <div>
          <dt>{t('bureau')}</dt>
          <dd>{inLanguage(webhook.organisation.name)}</dd>
        </div>
        <div>
          <dt>{t('webhooks.kinds')}</dt>
          <dd>{webhook.kinds.map(kind).join(t('comma'))}</dd>
        </div>
        <div>
          <dt>{t('made')}</dt>
          <dd>{formatMoment(webhook.createdAt)}</dd>
        </div>
      </dl>
      <section className="st-part">
        <h2>{t('deliveries.title')}</h2>
        <Deliveries webhook={webhook} />
      </section>
      {open === 'edit' && <WebhookDrawer webhook={webhook} onClose={close} />}
      {open === 'rotate' && <RotateDialog webhook={webhook} onClose={close} />}
      {open === 'delete' && <DeleteDialog webhook={webhook} onClose={close} />}
    </>
  );
}

function DeleteDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation('staff-integrations');
  const say = useToast();
  const navigate = useNavigate();
  const remove = useDeleteWebhook(webhook.id);
  const done = () => {
    say(t('removed'));
    void navigate({ to: '/staff/integrations', replace: true });
  };
  return (
    <ConfirmDialog
      title={t('removeTitle', { name: webhook.name })}
      consequences={t('removeConsequences').split('\n')}
      action={t('remove')}
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: done })}
      onClose={onClose}
    />
  );
}
