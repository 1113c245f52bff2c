import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError, signIn } from './api.ts'
import { createQueryClient, metaQuery, tunnelListQuery } from './queries.ts'
import { Routes } from './routes.tsx'
import './ui/theme.css'

const start = () => {
  const client = createQueryClient()
  // Asked for while the page's code is still on its way.
  void client.prefetchQuery(metaQuery)
  void client.prefetchQuery(tunnelListQuery)

  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root, {
    // A call that failed is shown on the page that needed it, with everything there is to say.
    onCaughtError: (error) => {
      if (!(error instanceof ApiError)) reportError(error)
    },
  }).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Routes />
      </QueryClientProvider>
    </StrictMode>,
  )
}

void signIn().then(start)
