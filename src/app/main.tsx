import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError, signIn } from './api.ts'
import { App } from './pages.tsx'
import { createQueryClient, metaQuery, tunnelListQuery } from './queries.ts'
import './ui/theme.css'

const start = () => {
  const client = createQueryClient()
  // Requested while the page's code is still loading.
  void client.prefetchQuery(metaQuery)
  void client.prefetchQuery(tunnelListQuery)

  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root, {
    // The page that needed a failed call already shows it in full.
    onCaughtError: (error) => {
      if (!(error instanceof ApiError)) reportError(error)
    },
  }).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  )
}

void signIn().then(start)
