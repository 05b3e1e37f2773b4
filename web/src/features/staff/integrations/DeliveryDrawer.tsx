import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { useToast } from '@/components/Toast';
import { formatMoment } from '@/lib/time';
import { ActionButton } from '../shared/ActionButton';
import { ProblemText } from '../shared/ProblemText';
import { type Delivery, useReplay, type Webhook } from './api';
import { DeliveryTag, useOutcome } from './Deliveries';
import { useNames } from './words';

interface DeliveryDrawerProps {
  webhook: Webhook;
  delivery: Delivery;
  onClose: () => void;
}

/** One message: what it says, each attempt, and sending it again. */
export function DeliveryDrawer({ webhook, delivery, onClose }: DeliveryDrawerProps) {
  const { t } = useTranslation(['staff-integrations', 'staff']);
  const { kind } = useNames();
  const outcome = useOutcome();
  const say = useToast();
  const replay = useReplay(webhook.id);
  const again = () => replay.mutate(delivery.id, { onSuccess: () => say(t('deliveries.replayed')) });
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      title={kind(delivery.kind)}
      closable={{ 'aria-label': t('staff:form.cancel') }}
      footer={
        <div className="st-form-foot">
          <ActionButton type="primary" busy={replay.isPending} disabled={delivery.state === 'waiting'} onClick={again}>
            {t('deliveries.replay')}
          </ActionButton>
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      }
    >
      <div className="st-form">
        {replay.error && (
          <Notice tone="bad">
            <ProblemText error={replay.error} />
          </Notice>
        )}
        <dl className="st-facts">
          <div>
            <dt>{t('state')}</dt>
            <dd>
              <DeliveryTag state={delivery.state} />
            </dd>
          </div>
          <div>
            <dt>{t('deliveries.at')}</dt>
            <dd>{formatMoment(delivery.createdAt)}</dd>
          </div>
          <div>
            <dt>webhook-id</dt>
            <dd className="code in-url">{delivery.id}</dd>
          </div>
        </dl>
        <section>
          <h3>{t('deliveries.body')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
          <pre className="in-body" tabIndex={0}>
            {JSON.stringify(delivery.body, null, 2)}
          </pre>
        </section>
        <section>
          <h3>{t('deliveries.attempts')}</h3>
          {delivery.attempts.length === 0 && <p className="st-none">{t('deliveries.none')}</p>}
          <ol className="in-attempts">
            {delivery.attempts.map((attempt) => (
              <li key={attempt.at}>
                <span className="c3">{formatMoment(attempt.at)}</span>
                <span>{outcome(attempt)}</span>
                {attempt.answer && <pre className="in-body">{attempt.answer}</pre>}
              </li>
            ))}
          </ol>
        </section>
      </div>
    </Drawer>
  );
}
