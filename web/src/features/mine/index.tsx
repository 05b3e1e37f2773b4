import { Skeleton } from '@/components/Skeleton';

export function MinePage() {
  return <Skeleton />;
}
