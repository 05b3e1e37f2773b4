import { Skeleton } from '@/components/Skeleton';

export function SignInPage() {
  return <Skeleton />;
}
