import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Tabs } from '@/components/Tabs';
import { Allowed } from '../shared/NoPermission';
import { PageHead } from '../shared/PageHead';
import { useUrlState } from '../shared/useUrlState';
import { KeyDrawer } from './KeyDrawer';
import { Keys } from './Keys';
import { WebhookDrawer } from './WebhookDrawer';
import { Webhooks } from './Webhooks';

export function IntegrationsPage() {
  return (
    <Allowed to="list-webhooks">
      <Integrations />
    </Allowed>
  );
}

const tabs = ['webhooks', 'keys'] as const;

/** 对接: which other systems are told what happens here, and which may ask. */
function Integrations() {
  const { t } = useTranslation('staff-integrations');
  const [url, setUrl] = useUrlState();
  const tab = tabs.find((one) => one === url.tab) ?? 'webhooks';
  const add = (open: boolean) => setUrl({ new: open ? 'yes' : undefined });
  return (
    <>
      <PageHead
        title={t('title')}
        note={t('note')}
        actions={
          <Button type="primary" onClick={() => add(true)}>
            {t(`${tab}.new`)}
          </Button>
        }
      />
      <Tabs<(typeof tabs)[number]>
        id="integrations"
        label={t('title')}
        tabs={tabs.map((id) => ({ id, label: t(`${id}.title`) }))}
        value={tab}
        onChange={(next) => setUrl({ tab: next, new: undefined })}
      />
      <div role="tabpanel" id={`integrations-panel-${tab}`} aria-labelledby={`integrations-tab-${tab}`}>
        <p className="st-note in-intro">{t(`${tab}.intro`)}</p>
        {tab === 'webhooks' ? <Webhooks /> : <Keys />}
      </div>
      {url.new && tab === 'webhooks' && <WebhookDrawer onClose={() => add(false)} />}
      {url.new && tab === 'keys' && <KeyDrawer onClose={() => add(false)} />}
    </>
  );
}
