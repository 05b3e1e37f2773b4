import { Skeleton } from '@/components/Skeleton';

export function OrganisationsPage() {
  return <Skeleton />;
}
