import { useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button, type ButtonProps } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { useToast } from '@/components/Toast';
import { useMe } from '@/lib/auth';
import { useProblemText } from '@/lib/problem';
import { useKeep, useKept } from './api';

interface KeepProps extends Pick<ButtonProps, 'variant' | 'size'> {
  parcel: string;
  /** What is kept, for those who hear only the button. */
  name: string;
  /** Only the icon, in rows. */
  bare?: boolean;
}

/** 收藏: whoever keeps a parcel is told when its notice changes. */
export function Keep({ parcel, name, bare = false, variant = 'soft', size }: KeepProps) {
  const { t } = useTranslation('land');
  const say = useToast();
  const text = useProblemText();
  const navigate = useNavigate();
  const here = useLocation({ select: (at) => at.pathname + at.searchStr });
  const { data: me } = useMe();
  const { data: kept } = useKept();
  const keep = useKeep(parcel);
  const now = keep.isPending ? keep.variables : (kept?.items.some((one) => one.parcel.id === parcel) ?? false);
  const press = () => {
    if (!me) return void navigate({ to: '/sign-in', search: { next: here, as: undefined } });
    keep.mutate(!now, {
      onSuccess: () => say(t(now ? 'keep.gone' : 'keep.done')),
      onError: (error) => say(text(error), 'bad'),
    });
  };
  const words = t(now ? 'keep.kept' : 'keep.action');
  return (
    <Button
      variant={variant}
      size={size}
      icon={bare}
      className={now ? 'keep on' : 'keep'}
      aria-pressed={now}
      aria-label={bare ? t('keep.of', { action: t('keep.action'), name }) : undefined}
      title={bare ? words : undefined}
      busy={keep.isPending}
      onClick={press}
    >
      <Icon name="bookmark" />
      {!bare && words}
    </Button>
  );
}
