import { Skeleton } from '@/components/Skeleton';

export function RegisterPage() {
  return <Skeleton />;
}
