/** What the model that is chosen is trained for; decides which settings there are. */
import type { Task } from '../../../protocol/catalog';
import { useForm } from './formContext';

export function useTask(): Task {
  const { catalog, spec } = useForm();
  return catalog.models.find(({ id }) => id === spec.model.id)?.task ?? 'ranking';
}
