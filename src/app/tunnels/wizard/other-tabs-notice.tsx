/** Says that the same draft is open in another tab, or that another tab created its tunnel. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { isolated } from '../../../contract/characters.ts'
import { type OtherTabs, watchOtherTabs } from '../../form/other-tabs.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { focusPageHeading } from '../../page-heading.ts'
import { paths } from '../../paths.ts'
import { tunnelListQuery } from '../../queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { announce } from '../../ui/live-region.tsx'

export const OtherTabsNotice = () => {
  const { draftId, clear } = useTunnelForm()
  const client = useQueryClient()
  const [others, setOthers] = useState<OtherTabs>({ isOpen: false, made: null })
  useEffect(
    () =>
      watchOtherTabs(draftId, (heard) => {
        setOthers((before) => ({ ...before, ...heard }))
        if (!heard.made) return
        announce(`${isolated(heard.made.name)} was created in another tab`)
        // With the new list the form reports the conflicting name and addresses itself.
        void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
      }),
    [draftId, client],
  )
  const { made, isOpen } = others
  if (!made && !isOpen) return null
  return (
    <div className="mb-5">
      {made ? (
        <Banner
          tone="warning"
          title={`${isolated(made.name)} was created from this draft in another tab`}
          actions={
            <>
              <Link href={paths.tunnel(made.id)}>Open {isolated(made.name)}</Link>
              <Button
                variant="text"
                onClick={() => {
                  clear()
                  setOthers({ isOpen: false, made: null })
                  focusPageHeading()
                }}
              >
                Discard draft
              </Button>
            </>
          }
        >
          What you typed here is kept. Another tunnel needs another name and interface address.
        </Banner>
      ) : (
        <Banner title="This draft is open in another tab">
          Each tab keeps what is typed in it. Create the tunnel in one of them.
        </Banner>
      )}
    </div>
  )
}
