/**
 * Deletes batch after batch until one is not full. Because one statement or transaction over all rows would make others wait behind it.
 * @param deleteSome deletes at most `limit` rows and answers how many
 * @returns the number of rows deleted
 */
export async function deleteInBatches(limit: number, deleteSome: (limit: number) => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const count = await deleteSome(limit);
    total += count;
    if (count < limit) return total;
  }
}
