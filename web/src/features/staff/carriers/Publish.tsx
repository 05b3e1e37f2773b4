import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { inLanguage } from '@/lib/text';
import type { Carrier } from '../../carriers/model';
import { Toggle } from '../parcels/PublishSection';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { useDeleteCarrier } from './api';
import type { SectionProps } from './CarrierEditorPage';

/** Who sees it, and the way to take it down. */
export function Publish({ form, set, carrier }: SectionProps & { carrier: Carrier }) {
  const { t } = useTranslation('staff-land');
  const say = useToast();
  const navigate = useNavigate();
  const [asked, ask] = useState(false);
  const remove = useDeleteCarrier();
  const run = () =>
    remove.mutate(
      { id: carrier.id, version: carrier.version },
      {
        onSuccess: () => {
          say(t('remove.done'));
          void navigate({ to: '/staff/carriers' });
        },
      },
    );
  return (
    <section className="st-panel st-form">
      <h2>{t('publish.title')}</h2>
      <Toggle
        id="f-visibility"
        label={t('publish.public')}
        hint={t('publish.publicHint')}
        on={form.visibility === 'public'}
        onChange={(on) => set({ visibility: on ? 'public' : 'staff' })}
      />
      <Toggle
        id="f-illustrative"
        label={t('publish.example')}
        hint={t('publish.exampleHint')}
        on={form.illustrative}
        onChange={(illustrative) => set({ illustrative })}
      />
      {carrier.can.includes('delete-carrier') && (
        <Button danger onClick={() => ask(true)}>
          {t('carrier.remove')}
        </Button>
      )}
      {asked && (
        <ConfirmDialog
          title={t('remove.ask', { name: inLanguage(carrier.name) })}
          consequences={[t('carrier.removeMeans')]}
          action={t('carrier.remove')}
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={run}
          onClose={() => ask(false)}
        />
      )}
    </section>
  );
}
