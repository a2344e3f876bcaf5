using System.Text.Json;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>
/// Writes down which alerts were still to be delivered in each state of an objective that this process stored or could not store: with the
/// deliveries around it, it shows which of them the store knows.
/// </summary>
internal sealed class NotedDocuments(IDocumentStore documents, Journal deliveries) : ForwardedDocuments(documents)
{
    public override async ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(
        IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        IReadOnlyList<WriteOutcome> outcomes = await base.PutAsync(writes, cancellationToken);
        for (int i = 0; i < writes.Count; i++)
        {
            if (writes[i].Id.Collection.Name == "alerts" && outcomes[i] == WriteOutcome.Stored)
            {
                deliveries.Write(Described(writes[i]));
            }
        }

        return outcomes;
    }

    /// <summary>
    /// Whether anything is still to be delivered, of which objective, and under which token: the first state that a holder stores under its
    /// token is the one that it read, so it says nothing about what this process delivered before.
    /// </summary>
    private static string Described(DocumentWrite write)
    {
        using JsonDocument document = JsonDocument.Parse(write.Json);
        JsonElement state = document.RootElement;
        string kind = state.GetProperty("outbox").GetArrayLength() == 0 ? "stored" : "open";
        return $"{kind} {write.Id.Id} {state.GetProperty("epoch")}:{state.GetProperty("token")}";
    }
}
