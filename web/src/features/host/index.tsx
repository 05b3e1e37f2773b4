import { Skeleton } from '@/components/Skeleton';

export function HostPage() {
  return <Skeleton />;
}
