import { SkeletonLines } from '@nebula/ui';
import { JsonView } from '~/json/json-view.tsx';
import { useContainer } from './use-container.ts';

export function InspectTab() {
  const { container } = useContainer();
  return container ? <JsonView value={container.inspect} /> : <SkeletonLines lines={10} />;
}
