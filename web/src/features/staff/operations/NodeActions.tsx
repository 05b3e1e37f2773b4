import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/components/Toast';
import { formatNumber } from '@/lib/text';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { type Node, useNodeOrder } from './api';
import { hasElsewhere, stateOf } from './figures';

type Order = 'rest' | 'putBack' | 'moveHalf';

/** Taking a server out of service and back, and moving half of its people; nothing where there is nowhere to go. */
export function NodeActions({ node, nodes }: { node: Node; nodes: Node[] }) {
  const { t } = useTranslation('staff');
  const [asked, setAsked] = useState<Order | null>(null);
  const state = stateOf(node);
  const orders: Order[] = state === 'resting' ? ['putBack'] : ['rest', 'moveHalf'];
  if (state === 'stopping') return null;
  if (state === 'serving' && !hasElsewhere(node, nodes))
    return <span className="c3">{t(nodes.length > 1 ? 'operations.lastOne' : 'operations.onlyOne')}</span>;
  return (
    <span className="st-orders">
      {orders.map((order) => (
        <Button
          key={order}
          size="small"
          aria-label={t('operations.of', { action: t(`operations.${order}`), name: node.id })}
          onClick={() => setAsked(order)}
        >
          {t(`operations.${order}`)}
        </Button>
      ))}
      {asked && <OrderDialog node={node} order={asked} onClose={() => setAsked(null)} />}
    </span>
  );
}

/** Says what will happen to people before it does. */
function OrderDialog({ node, order, onClose }: { node: Node; order: Order; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const say = useToast();
  const give = useNodeOrder(node.id);
  const count = order === 'moveHalf' ? Math.ceil(node.connections / 2) : node.connections;
  const done = () => {
    say(t(`operations.done.${order}`, { name: node.id }));
    onClose();
  };
  return (
    <ConfirmDialog
      title={t(`operations.ask.${order}`, { name: node.id })}
      consequences={t(`operations.consequences.${order}`, { count, number: formatNumber(count) }).split('\n')}
      action={t(`operations.${order}`)}
      busy={give.isPending}
      error={give.error}
      onConfirm={() => give.mutate(order, { onSuccess: done })}
      onClose={onClose}
    />
  );
}
