/** How every store of the page is made. */
import type { StateCreator } from 'zustand';
import { shallow } from 'zustand/shallow';
import { createWithEqualityFn } from 'zustand/traditional';

/**
 * A store as a hook. What a component selects is compared by its content: a selector may make a new list or object at
 * each call without React drawing the component again and again until it gives up.
 */
export const createStore = <State>(initial: StateCreator<State>) =>
  createWithEqualityFn<State>()(initial, shallow);
