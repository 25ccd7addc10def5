import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { queryClient } from '../api/queries';
import { NoticeHost } from '../notices/NoticeHost';
import { addTexts, currentLanguage } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import { foundUis } from './found';
import { useScheme, useSharedLook } from './look';
import { router } from './router';
import { cssVariablesResolver, theme } from './theme';

addTexts(shellTexts);
for (const { id, texts } of foundUis) addTexts({ id, ...texts });
document.documentElement.lang = currentLanguage();

// The server puts the nonce of each answer into the page; Mantine's style element needs it, and the one that holds the page
// still under a dialogue.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
if (nonce) setNonce(nonce);

/** The cabinets: look, data, routes. */
export function App() {
  const scheme = useScheme();
  useSharedLook();
  const isDark = scheme === 'dark' || scheme === 'white-on-black';
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      forceColorScheme={isDark ? 'dark' : 'light'}
      {...(nonce && { getStyleNonce: () => nonce })}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <NoticeHost />
      </QueryClientProvider>
    </MantineProvider>
  );
}
