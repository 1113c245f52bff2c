/** The page at each path. Pages load when they are first needed. */
import { lazy, type ReactNode, Suspense } from 'react'
import { Redirect, Route, Router, Switch } from 'wouter'
import { ID_PATTERN } from '../contract/calls/api-calls.ts'
import { PAGES, type PageName, type PageParams } from '../contract/pages.ts'
import { ErrorBoundary } from './errors.tsx'
import { isStep } from './form/steps.ts'
import { Layout } from './layout.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { paths } from './paths.ts'
import { useGuardedLocation } from './tunnels/key-guard.tsx'
import { ModeProvider } from './use-speaker.tsx'

const ListPage = lazy(() =>
  import('./tunnels/list/list-page.tsx').then(({ ListPage }) => ({ default: ListPage })),
)
const DetailPage = lazy(() =>
  import('./tunnels/page/detail-page.tsx').then(({ DetailPage }) => ({ default: DetailPage })),
)
const EditPage = lazy(() =>
  import('./tunnels/edit/edit-page.tsx').then(({ EditPage }) => ({ default: EditPage })),
)
const CreatePage = lazy(() =>
  import('./tunnels/create/create-page.tsx').then(({ CreatePage }) => ({ default: CreatePage })),
)
const RoutesPage = lazy(() =>
  import('./routes/routes-page.tsx').then(({ RoutesPage }) => ({ default: RoutesPage })),
)
const NotFound = lazy(() => import('./not-found.tsx').then(({ NotFound }) => ({ default: NotFound })))

/** One entry for each page of the table: the type checker reports missing ones. */
const RENDER: { [P in PageName]: (params: PageParams<P>) => ReactNode } = {
  home: () => <Redirect to={paths.tunnels} replace />,
  tunnels: () => <ListPage />,
  newTunnel: () => <Redirect to={paths.newTunnel('basics')} replace />,
  // One page for all steps, so that the form stays mounted between them.
  newTunnelStep: ({ step }) =>
    isStep(step) ? <CreatePage step={step} /> : <Redirect to={paths.newTunnel('basics')} replace />,
  editTunnelStep: ({ id, step }) => {
    if (!ID_PATTERN.test(id)) return <NotFound />
    return isStep(step) ? (
      <EditPage key={id} id={id} step={step} />
    ) : (
      <Redirect to={paths.editTunnel(id)} replace />
    )
  },
  tunnel: ({ id }) => (ID_PATTERN.test(id) ? <DetailPage key={id} id={id} /> : <NotFound />),
  routes: () => <RoutesPage />,
}

const Pages = () => (
  <Switch>
    {(Object.keys(PAGES) as PageName[]).map((name) => (
      <Route key={name} path={PAGES[name]}>
        {(params: Record<string, string>) =>
          (RENDER[name] as (params: Record<string, string>) => ReactNode)(params)
        }
      </Route>
    ))}
    <Route>
      <NotFound />
    </Route>
  </Switch>
)

export const App = () => (
  <Router hook={useGuardedLocation}>
    <ModeProvider>
      <Layout>
        <ErrorBoundary>
          <Suspense fallback={<PageSkeleton />}>
            <Pages />
          </Suspense>
        </ErrorBoundary>
      </Layout>
    </ModeProvider>
  </Router>
)
