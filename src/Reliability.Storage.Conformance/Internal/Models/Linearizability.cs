namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Decides whether clients that called at once could have called one after the other (Herlihy and Wing, 1990).</summary>
internal static class Linearizability
{
    /// <summary>
    /// Whether the model gives the same answers in some order that keeps a call that ended before another began in front of it.
    /// </summary>
    /// <param name="model">Creates a model without content.</param>
    /// <param name="answers">What each client did, in its order.</param>
    public static Task<bool> HoldsAsync<TRole>(Func<TRole> model, IReadOnlyList<Answer<TRole>>[] answers) =>
        SearchAsync(model, answers, new int[answers.Length], []);

    private static async Task<bool> SearchAsync<TRole>(
        Func<TRole> model, IReadOnlyList<Answer<TRole>>[] answers, int[] done, List<Answer<TRole>> order)
    {
        Answer<TRole>[] heads = [.. answers.Where((mine, client) => done[client] < mine.Count).Select(mine => mine[done[Array.IndexOf(answers, mine)]])];
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

    /// <summary>Whether the model, called in this order from the start, ends with the answer of the last call.</summary>
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
