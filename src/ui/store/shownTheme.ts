/** The theme that is really shown, with "as the system" resolved. */
import { useEffect, useState } from 'react';
import { useSettings } from './settings';

const prefersDark = '(prefers-color-scheme: dark)';

export function useShownTheme(): 'light' | 'dark' | 'projector' {
  const theme = useSettings((state) => state.theme);
  const [systemDark, setSystemDark] = useState(() => matchMedia(prefersDark).matches);
  useEffect(() => {
    const query = matchMedia(prefersDark);
    const follow = () => setSystemDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return theme === 'system' ? (systemDark ? 'dark' : 'light') : theme;
}
