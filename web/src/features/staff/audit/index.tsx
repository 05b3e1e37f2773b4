import { Skeleton } from '@/components/Skeleton';

export function AuditPage() {
  return <Skeleton />;
}
