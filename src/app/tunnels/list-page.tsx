export const ListPage = () => <main id="main">list</main>
