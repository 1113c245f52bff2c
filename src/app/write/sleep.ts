/** The wait between reads that look for a lost answer. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms))
