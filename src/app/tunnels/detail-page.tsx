export const DetailPage = ({ id }: { id: string }) => <main id="main">{id}</main>
