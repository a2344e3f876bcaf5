namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Checks whether the results of concurrent clients are linearizable (Herlihy and Wing, 1990).</summary>
internal static class Linearizability
{
    /// <summary>
    /// Returns whether the model gives the same results in some order of the calls. The order must keep a call that ended before another
    /// one began in front of it.
    /// </summary>
    /// <param name="model">Creates an empty model.</param>
    /// <param name="answers">The calls and results of each client, in their order.</param>
    public static Task<bool> HoldsAsync<TRole>(Func<TRole> model, IReadOnlyList<Answer<TRole>>[] answers) =>
        SearchAsync(model, answers, new int[answers.Length], []);

    private static async Task<bool> SearchAsync<TRole>(
        Func<TRole> model, IReadOnlyList<Answer<TRole>>[] answers, int[] done, List<Answer<TRole>> order)
    {
        Answer<TRole>[] heads = [
            .. answers.Where((mine, client) => done[client] < mine.Count).Select(mine => mine[done[Array.IndexOf(answers, mine)]])
        ];
        foreach (Answer<TRole> next in heads.Where(next => heads.All(other => next.Began < other.Ended)))
        {
            order.Add(next);
            done[next.Client]++;
            if (await AgreesAsync(model, answers.Length, order) && await SearchAsync(model, answers, done, order))
            {
                return true;
            }

            done[next.Client]--;
            order.RemoveAt(order.Count - 1);
        }

        return heads.Length == 0;
    }

    /// <summary>Returns whether the model, called in this order from the start, ends with the result of the last call.</summary>
    private static async Task<bool> AgreesAsync<TRole>(Func<TRole> model, int clients, List<Answer<TRole>> order)
    {
        TRole store = model();
        ModelClient<TRole>[] callers = [.. Enumerable.Range(0, clients).Select(_ => new ModelClient<TRole>(store))];
        string text = "";
        foreach (Answer<TRole> answer in order)
        {
            text = await answer.Call.RunAsync(callers[answer.Client]);
        }

        return text == order[^1].Text;
    }
}
