import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dropAllDrafts, setDraft, settingId, settingPath, settleDraft, stopsAtDraft } from './drafts';
import { useNotices } from './notices';

const focused: string[] = [];
const epochs = settingId('train.epochs');
const typed = (text: string, fault: string | null) =>
  setDraft(epochs, { label: 'Epochs', typed: text, of: '20', fault });

beforeEach(() => {
  dropAllDrafts();
  focused.length = 0;
  useNotices.setState({ notices: [] });
  vi.stubGlobal('document', {
    getElementById: (id: string) => ({ closest: () => null, focus: () => focused.push(id) }),
  });
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => draw());
  return () => vi.unstubAllGlobals();
});

describe('drafts', () => {
  it('stop what is about to start, say which field and why, and lead there', () => {
    typed('3000', 'must be at most 1000');
    expect(stopsAtDraft((id) => (id === epochs ? 20 : undefined))).toBe(true);
    const [notice] = useNotices.getState().notices;
    expect(notice!.what).toContain('“3000” cannot be Epochs');
    expect(notice!.hint).toContain('Epochs must be at most 1000.');
    expect(focused).toEqual([epochs]);
  });

  it('stop nothing once they can be taken, or once their setting has become another', () => {
    typed('30', null);
    expect(stopsAtDraft(() => 20)).toBe(false);
    typed('3000', 'must be at most 1000');
    expect(stopsAtDraft(() => 5)).toBe(false);
  });

  it('stay when their field is left, while they cannot be taken', () => {
    typed('3000', 'must be at most 1000');
    settleDraft(epochs);
    expect(stopsAtDraft(() => 20)).toBe(true);
    typed('30', null);
    settleDraft(epochs);
    expect(stopsAtDraft(() => 20)).toBe(false);
  });

  it('know their setting by the id of the field, wherever that stands', () => {
    expect(settingPath(settingId('text.maxTokens', 'panel'))).toBe('text.maxTokens');
    expect(settingPath('lab-bpr-margin')).toBeNull();
  });
});
