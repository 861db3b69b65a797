/** Random scores: the floor that every model must beat. */
import { draw, purpose, streamKey, unit } from '../data/random';
import { noParams } from '../protocol/registry';
import { defineModel } from './model';

export const random = defineModel({
  id: 'random',
  label: 'Random',
  help: 'Orders items by chance. The floor every model must beat.',
  citation: '',
  task: 'ranking',
  params: noParams,
  losses: [],
  recommended: {},
  fit({ seed }) {
    const key = streamKey(seed, purpose.randomScores, 0);
    return Promise.resolve({
      numParameters: 0,
      scoreUser(user, out) {
        for (let item = 0; item < out.length; item++) out[item] = unit(draw(key, user, item).a);
      },
    });
  },
});
