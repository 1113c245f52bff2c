/** Which page stands at which path. Pages load when they are first needed. */
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { ID_PATTERN } from '../contract/api-calls.ts'
import { ErrorBoundary } from './errors.tsx'
import { isStep } from './form/steps.ts'
import { Layout } from './layout.tsx'
import { NotFound } from './not-found.tsx'
import { paths } from './paths.ts'
import { PageSkeleton } from './ui/skeleton.tsx'
import { ModeProvider } from './use-speaker.tsx'

const ListPage = lazy(() =>
  import('./tunnels/list/list-page.tsx').then(({ ListPage }) => ({ default: ListPage })),
)
const DetailPage = lazy(() =>
  import('./tunnels/detail-page.tsx').then(({ DetailPage }) => ({ default: DetailPage })),
)
const CreatePage = lazy(() =>
  import('./tunnels/create/create-page.tsx').then(({ CreatePage }) => ({ default: CreatePage })),
)

const Pages = () => (
  <Switch>
    <Route path="/">
      <Redirect to={paths.tunnels} replace />
    </Route>
    <Route path="/tunnels">
      <ListPage />
    </Route>
    <Route path="/tunnels/new">
      <Redirect to={paths.newTunnel('basics')} replace />
    </Route>
    {/* One route for all steps, so that the form stays mounted between them. */}
    <Route path="/tunnels/new/:step">
      {({ step }) =>
        isStep(step) ? <CreatePage step={step} /> : <Redirect to={paths.newTunnel('basics')} replace />
      }
    </Route>
    <Route path="/tunnels/:id">
      {({ id }) => (ID_PATTERN.test(id) ? <DetailPage key={id} id={id} /> : <NotFound />)}
    </Route>
    <Route>
      <NotFound />
    </Route>
  </Switch>
)

export const Routes = () => (
  <ModeProvider>
    <Layout>
      <ErrorBoundary>
        <Suspense fallback={<PageSkeleton />}>
          <Pages />
        </Suspense>
      </ErrorBoundary>
    </Layout>
  </ModeProvider>
)
