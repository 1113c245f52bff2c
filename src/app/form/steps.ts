/** The form's steps. A separate module, so that routing does not load the form's code. */
export const STEPS = ['basics', 'bgp', 'health', 'review'] as const
export type Step = (typeof STEPS)[number]

export const STEP_TITLES: Record<Step, string> = {
  basics: 'Basics',
  bgp: 'BGP',
  health: 'Health check',
  review: 'Review',
}

export const isStep = (text: string): text is Step => (STEPS as readonly string[]).includes(text)
