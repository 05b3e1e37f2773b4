import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/Notice';
import { formatNumber } from '@/lib/text';
import type { Node } from './api';
import { formatMs, stateOf, type Trouble, totalsOf, troublesOf } from './figures';

const bad: readonly Trouble[] = ['busAway', 'noneAccepting'];

/** One plain sentence: all is well, or what is not and what people notice of it. */
export function Verdict({ nodes }: { nodes: Node[] }) {
  const { t } = useTranslation('staff');
  const troubles = troublesOf(nodes);
  const { lag, commit, slowClients } = totalsOf(nodes);
  const named = (state: string) =>
    nodes
      .filter((node) => stateOf(node) === state)
      .map(({ id }) => id)
      .join(t('form.listComma'));
  const words: Record<Trouble, string> = {
    busAway: t('operations.trouble.busAway'),
    noneAccepting: t('operations.trouble.noneAccepting'),
    lag: t('operations.trouble.lag', { time: formatMs(lag) }),
    commit: t('operations.trouble.commit', { time: formatMs(commit) }),
    slow: t('operations.trouble.slow', { count: slowClients, number: formatNumber(slowClients) }),
    stopping: t('operations.trouble.stopping', { names: named('stopping') }),
    resting: t('operations.trouble.resting', { names: named('resting') }),
  };
  const tone = troubles.some((trouble) => bad.includes(trouble)) ? 'bad' : troubles.length > 0 ? 'warn' : 'ok';
  return (
    <Notice tone={tone}>
      {troubles.length === 0
        ? t('operations.well', { count: nodes.length, number: formatNumber(nodes.length) })
        : troubles.map((trouble) => <p key={trouble}>{words[trouble]}</p>)}
    </Notice>
  );
}
