/** The heading of a table's last column, whose buttons say by themselves what they do. */
export const ActionsHeading = () => (
  <th scope="col">
    <span className="sr-only">Actions</span>
  </th>
)
